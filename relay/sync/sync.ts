import { fate } from '../fate.ts'
import type { Route } from '../route.ts'
import type { JobHandlers } from '../store/jobs.ts'
import { createReceiveEvents, type ReceiveEventsNeeds } from './receive-events.ts'
import { createTakeEvents, type TakeEventsNeeds } from './take-events.ts'

export interface SyncNeeds extends ReceiveEventsNeeds, TakeEventsNeeds {}

export interface Sync {
  routes: Route[]
  jobs: Pick<JobHandlers, 'take-hubspot-events'>
}

/** HubSpot's contacts change: receive events · take them. */
export function createSync(needs: SyncNeeds): Sync {
  const take = createTakeEvents(needs)
  return {
    routes: [createReceiveEvents(needs)],
    jobs: { 'take-hubspot-events': (data) => fate('take-hubspot-events', needs.log, () => take(data)) },
  }
}
