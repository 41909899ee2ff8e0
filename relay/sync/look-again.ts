import type { Routing } from '../../contract/routing.ts'
import { channelsOf } from '../hubspot/address.ts'
import { hasUnmatched } from '../message/find-unmatched.ts'
import type { PortalDb } from '../store/database.ts'
import type { OpenEvent } from '../store/hubspot-events.ts'
import type { Jobs } from '../store/jobs.ts'
import { setTasks } from '../store/tasks.ts'

/**
 * Replies that wait may be of contacts that are new, are there again, or have another address: they are looked at again as soon as
 * HubSpot's search surely knows of that. Where no reply waits, nothing is to be done.
 */
export async function lookAgain(
  tx: PortalDb,
  events: readonly OpenEvent[],
  needs: { jobs: Jobs; routing: Routing; timelineDoubt: number },
): Promise<void> {
  const contacts = events.flatMap(({ kind, objectId, merge, propertyName }) => {
    if (kind === 'creation' || kind === 'restore') return [objectId]
    if (kind === 'merge') return merge ? [merge.into] : []
    return kind === 'property' && channelsOf(propertyName, needs.routing.addresses).length > 0 ? [objectId] : []
  })
  if (contacts.length === 0 || !(await hasUnmatched(tx))) return
  const task = { portalId: tx.portalId, kind: 'match-contact', data: {}, delay: needs.timelineDoubt } as const
  await setTasks(
    tx,
    needs.jobs,
    [...new Set(contacts)].map((key) => ({ ...task, key })),
  )
}
