import type { Account } from '../account/account.ts'
import { Permanent } from '../errors.ts'
import type { PortalDb } from '../store/database.ts'
import { settleReceived } from '../store/inbox/inbox.ts'
import { statusEarly, type Trouble } from './put-off-deliveries.ts'
import type { Matches, ReadItem } from './read-item.ts'
import { takeChanges } from './take-changes.ts'
import { takeElsewhere } from './take-elsewhere.ts'
import { takeMoves } from './take-moves.ts'
import { takeNews, type NewsNeeds } from './take-news.ts'
import { takeReplies } from './take-replies.ts'
import { takeStatuses, type StatusNeeds } from './take-statuses.ts'

export interface SettleNeeds extends StatusNeeds, NewsNeeds {
  account: Account
  now: () => Date
  timelineGather: number
  timelineUpdate: number
  /** HubSpot's search knows of a change after so many milliseconds. */
  timelineDoubt: number
}

/**
 * Settles deliveries that the caller's transaction holds, with all that they change, so working on one twice changes nothing
 * twice. Answers with those that stay open, each with why: they are about what is not known yet, or something in them cannot be read.
 */
export async function settleDeliveries(
  tx: PortalDb,
  read: ReadItem[],
  matches: Matches,
  needs: SettleNeeds,
): Promise<Trouble[]> {
  if (read.length === 0) return []
  const now = needs.now()
  const times = { now, recordAt: after(now, needs.timelineGather), updateAt: after(now, needs.timelineUpdate) }
  const early = await takeStatuses(tx, read, times, needs)
  await takeNews(tx, read, times, needs)
  await takeReplies(tx, read, matches, times, needs)
  await takeMoves(tx, read, matches, times, needs.account)
  await takeElsewhere(tx, read, matches, times, needs)
  const troubles = new Map((await takeChanges(tx, read, needs)).map((trouble) => [trouble.item.id, trouble]))
  for (const { item, events, ...one } of read) {
    // What only waits is looked at again first: then what cannot be read is still there.
    if (early.has(item.id) || one.early) troubles.set(item.id, { item, error: statusEarly() })
    const unreadable = events.flatMap((event) => (event.kind === 'unreadable' ? [event.reason] : []))
    if (unreadable.length > 0 && !troubles.has(item.id))
      troubles.set(item.id, { item, error: cannotBeRead(unreadable) })
  }
  const taken = read.map(({ item }) => item.id)
  await settleReceived(
    tx,
    taken,
    taken.filter((id) => !troubles.has(id)),
  )
  return [...troubles.values()]
}

function cannotBeRead(reasons: string[]): Permanent {
  return new Permanent('unreadable_item', `What else came with it is taken. ${[...new Set(reasons)].join(' ')}`)
}

function after(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}
