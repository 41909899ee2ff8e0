import { cutText } from '../../contract/cut-text.ts'
import type { Accounts } from '../account/account.ts'
import type { NewEngagement } from '../hubspot/engagement-batch.ts'
import type { Owners } from '../hubspot/owners.ts'
import type { TimelineEntry } from '../message/timeline-entry.ts'
import { contactAssociation, entryKey, entryProperties } from './entry.ts'
import { writerOf } from './writer-of.ts'

/** Messages as HubSpot is to have them, each with the names of its line and of who had it sent. */
export async function asEngagements(
  portalId: string,
  entries: readonly TimelineEntry[],
  { accounts, owners }: { accounts: Accounts; owners: Pick<Owners, 'find'> },
): Promise<NewEngagement[]> {
  const { lines } = await accounts.of(portalId)
  return Promise.all(
    entries.map(async (entry) => {
      const line = lines.find(entry.lineId)?.line
      const writer = await writerOf(portalId, entry, owners)
      const names = { lineLabel: line?.label ?? entry.lineId, lineAddress: line?.address ?? '', writer }
      return {
        key: entryKey(entry),
        words: cutText(entry.body, 200),
        contactId: entry.contactId,
        associationTypeId: contactAssociation[entry.object],
        properties: entryProperties(entry, names),
      }
    }),
  )
}
