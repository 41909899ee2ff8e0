import { parkTimeline } from '../message/park-timeline.ts'
import { releaseParked } from '../message/release-parked.ts'
import { doubtConversations } from '../store/contact/address-changes.ts'
import { storeStandings, whyGone, type ToldStanding } from '../store/contact/contact-standing.ts'
import type { PortalDb } from '../store/database.ts'
import type { NewTask } from '../store/jobs/tasks.ts'

/**
 * Contacts were deleted or restored: what waits for their timelines is held back, or goes on. Answers whether anything goes on, and
 * of whom HubSpot is to be asked, because what it told has no order; what it answers to that is `sure`.
 */
export async function takeStandings(
  tx: PortalDb,
  told: ToldStanding[],
  how: { sure?: boolean } = {},
): Promise<{ released: boolean; tasks: NewTask<'ask-contact'>[] }> {
  const { deleted, restored, unclear } = await storeStandings(tx, told, how)
  await doubtConversations(tx, deleted)
  await parkTimeline(tx, deleted, whyGone.deleted)
  const released = restored.length > 0 && (await releaseParked(tx, { contactIds: restored })) > 0
  const tasks = unclear.map(({ contactId: key, at }) => ({
    ...({ portalId: tx.portalId, kind: 'ask-contact', key, data: { at: at.toISOString() }, delay: 0 } as const),
  }))
  return { released, tasks }
}
