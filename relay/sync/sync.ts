import type { Route } from '../http/route.ts'
import type { JobHandlers } from '../store/jobs/jobs.ts'
import type { TaskHandlers } from '../store/jobs/tasks.ts'
import { createAskContact, type AskContactNeeds } from './ask-contact.ts'
import { createGoOverContact } from './go-over-contact.ts'
import { createReceiveEvents, type ReceiveEventsNeeds } from './receive-events.ts'
import { createTakeEvents, type TakeEventsNeeds } from './take-events.ts'

export interface SyncNeeds extends ReceiveEventsNeeds, TakeEventsNeeds, AskContactNeeds {}

export interface Sync {
  routes: Route[]
  jobs: Pick<JobHandlers, 'take-events'>
  tasks: Pick<TaskHandlers, 'go-over-contact' | 'ask-contact'>
}

/** HubSpot's contacts change: receive events · take them · ask where they have no order. */
export function createSync(needs: SyncNeeds): Sync {
  return {
    routes: [createReceiveEvents(needs)],
    jobs: { 'take-events': createTakeEvents(needs) },
    tasks: { 'go-over-contact': createGoOverContact(needs), 'ask-contact': createAskContact(needs) },
  }
}
