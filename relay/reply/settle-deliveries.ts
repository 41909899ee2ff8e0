import type { PortalDb } from '../store/database.ts'
import { settleReceived } from '../store/inbox/inbox.ts'
import type { Matches, ReadItem } from './read-item.ts'
import { takeNews, type NewsNeeds } from './take-news.ts'
import { takeReplies } from './take-replies.ts'
import { takeStatuses, type StatusNeeds } from './take-statuses.ts'

export interface SettleNeeds extends StatusNeeds, NewsNeeds {
  now: () => Date
  timelineGather: number
  timelineUpdate: number
  /** HubSpot's search knows of a change after so many milliseconds. */
  timelineDoubt: number
}

/**
 * Settles deliveries that the caller's transaction holds, with all that they change, so working on one twice changes nothing
 * twice. Answers with those that came before their message is known, and stay open.
 */
export async function settleDeliveries(
  tx: PortalDb,
  read: ReadItem[],
  matches: Matches,
  needs: SettleNeeds,
): Promise<ReadItem[]> {
  if (read.length === 0) return []
  const now = needs.now()
  const times = { now, recordAt: after(now, needs.timelineGather), updateAt: after(now, needs.timelineUpdate) }
  const early = await takeStatuses(tx, read, times, needs)
  await takeNews(tx, read, times, needs)
  await takeReplies(tx, read, matches, times, needs)
  await settleReceived(
    tx,
    read.map(({ item }) => item.id).filter((id) => !early.has(id)),
  )
  return read.filter(({ item }) => early.has(item.id))
}

function after(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}
