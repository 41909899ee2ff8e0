import type { Account } from '../account/account.ts'
import { channelsOf } from '../hubspot/address.ts'
import { findUnmatchedAddresses, hasUnmatched } from '../message/find-unmatched.ts'
import type { PortalDb } from '../store/database.ts'
import type { OpenEvent } from '../store/hubspot/hubspot-events.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { setTasks } from '../store/jobs/tasks.ts'

/**
 * Replies that wait may be of contacts that are new, are there again, or have another address: they are looked at again as soon as
 * HubSpot's search surely knows of that. Where no reply waits, nothing is to be done; nor where one has another address than it says.
 */
export async function lookAgain(
  tx: PortalDb,
  events: readonly OpenEvent[],
  needs: { jobs: Jobs; account: Pick<Account, 'routing'>; timelineDoubt: number },
): Promise<void> {
  if (!(await hasUnmatched(tx))) return
  const said = events.flatMap(({ kind, propertyValue }) =>
    kind === 'property' ? (propertyValue?.split(';') ?? []) : [],
  )
  const waiting = said.length > 0 ? await findUnmatchedAddresses(tx, said) : new Set<string>()
  const contacts = events.flatMap(({ kind, objectId, merge, propertyName, propertyValue }) => {
    if (kind === 'creation' || kind === 'restore') return [objectId]
    if (kind === 'merge') return merge ? [merge.into] : []
    if (kind !== 'property' || channelsOf(propertyName, needs.account.routing.addresses).length === 0) return []
    // A value that holds none may have been cleared, or be read in another way by the search.
    return (propertyValue?.split(';') ?? ['']).some((one) => one === '' || waiting.has(one)) ? [objectId] : []
  })
  if (contacts.length === 0) return
  const task = { portalId: tx.portalId, kind: 'match-contact', data: {}, delay: needs.timelineDoubt } as const
  await setTasks(
    tx,
    needs.jobs,
    [...new Set(contacts)].map((key) => ({ ...task, key })),
  )
}
