import { claimCreations, type ClaimedEntry, type TimelineClaim } from '../message/timeline-claim.ts'
import { parkEntries } from '../message/written-entry.ts'
import { readContactsNow, whyGone } from '../store/contact/contact-standing.ts'
import type { PortalDatabase } from '../store/database.ts'

/**
 * Takes entries that are to be made, each for whom its contact is by now. Of a contact that is gone nothing is recorded: that is `parked`,
 * until HubSpot tells that the contact is restored.
 */
export async function claimNew(
  portal: PortalDatabase,
  claim: TimelineClaim & { overdue: number },
): Promise<{ entries: ClaimedEntry[]; parked: number }> {
  const claimed = await claimCreations(portal, claim)
  const now = await readContactsNow(
    portal,
    claimed.map(({ contactId }) => contactId),
  )
  const entries: ClaimedEntry[] = []
  const gone: { messageId: string; reason: string }[] = []
  for (const entry of claimed) {
    const { contactId = entry.contactId, state = 'present' } = now.get(entry.contactId) ?? {}
    if (state === 'present') entries.push({ ...entry, contactId })
    else gone.push({ messageId: entry.messageId, reason: whyGone[state] })
  }
  await parkEntries(portal, claim, gone, 'known')
  return { entries, parked: gone.length }
}
