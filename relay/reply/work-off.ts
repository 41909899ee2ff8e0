import type { CountryCode } from 'libphonenumber-js'
import { Invalid, Temporary } from '../errors.ts'
import type { Lines } from '../providers/lines.ts'
import type { Database } from '../store/database.ts'
import { holdOpen, parkReceived, readOpen, settleReceived, type InboxItem } from '../store/inbox.ts'
import { isUnstorable } from '../store/is-unstorable.ts'
import { findLastConversations } from '../store/replies.ts'
import { isStorable } from '../store/storable.ts'
import { tellTimeline } from '../store/tell-timeline.ts'
import { matchReply, type MatchNeeds } from './match.ts'
import { findSenders } from './find-senders.ts'
import { repliesOf, type Matches, type ReadItem } from './read-item.ts'
import { takeNews } from './take-news.ts'
import { takeReplies } from './take-replies.ts'
import { takeStatuses, type StatusNeeds } from './take-statuses.ts'

export interface WorkOffNeeds extends StatusNeeds, MatchNeeds {
  database: Database
  lines: Lines
  defaultCountry: CountryCode
  timelineGather: number
  timelineUpdate: number
}

type Senders = Awaited<ReturnType<typeof findSenders>>

/** Deliveries settled in one transaction, at most. */
const together = 200

/**
 * Works off deliveries that are safe in the inbox, all of a job together: they are settled in one transaction with all
 * that they change, so working on them twice changes nothing twice. One that must wait, or cannot be read, does not
 * hold up the others; where the transaction fails, each gets one of its own.
 */
export function createWorkOff(needs: WorkOffNeeds) {
  return async ({ portalId, inboxIds }: { portalId: string; inboxIds: string[] }): Promise<void> => {
    const troubles: Error[] = []
    for (let from = 0; from < inboxIds.length; from += together) {
      troubles.push(...(await workOff(portalId, inboxIds.slice(from, from + together))))
    }
    const [worst] = [...troubles.filter((one) => !(one instanceof Temporary)), ...troubles]
    if (worst !== undefined) throw worst
  }

  /** Answers with what must be tried again. */
  async function workOff(portalId: string, inboxIds: string[]): Promise<Error[]> {
    const troubles: Error[] = []
    /** Runs `work`; parks what nobody will ever be able to take, and remembers what must be tried again. */
    async function attempt<Result>(items: InboxItem[], work: () => Promise<Result>): Promise<Result | undefined> {
      try {
        return await work()
      } catch (error) {
        const [only] = items
        if (only && items.length === 1 && (error instanceof Invalid || isUnstorable(error))) await park(only, error)
        else troubles.push(error instanceof Error ? error : new Error('a delivery failed', { cause: error }))
        return undefined
      }
    }

    /** All in one transaction; where that fails, each in one of its own. */
    async function settleAll(ready: ReadItem[]): Promise<void> {
      try {
        troubles.push(...(await settle(portalId, ready, matches)))
      } catch (error) {
        const [only] = ready
        if (only && ready.length === 1) await attempt([only.item], () => Promise.reject(error as Error))
        else
          for (const one of ready) {
            troubles.push(...((await attempt([one.item], () => settle(portalId, [one], matches))) ?? []))
          }
      }
    }

    const read: ReadItem[] = []
    for (const item of await readOpen(needs.database.forPortal(portalId), inboxIds)) {
      const one = await attempt([item], () => readItem(item))
      if (one) read.push(one)
    }
    const senders = await findSenders(needs.database.forPortal(portalId), read, needs.defaultCountry)
    const matches = await matchKnown(portalId, read, senders)
    const [known, strange] = [
      read.filter(({ events }) => repliesOf(events).every((reply) => matches.has(reply))),
      read.filter(({ events }) => repliesOf(events).some((reply) => !matches.has(reply))),
    ]
    // Whoever is known need not wait until HubSpot has been asked about those who are not.
    await settleAll(known)
    const matched = await Promise.all(
      strange.map((one) => attempt([one.item], () => matchOthers(one, matches, senders).then(() => one))),
    )
    await settleAll(matched.filter((one) => one !== undefined))
    return troubles
  }

  async function park(item: InboxItem, error: Error): Promise<void> {
    await parkReceived(needs.database.forPortal(item.portalId), item.id, error.message)
    needs.log.error(
      { inboxId: item.id, lineId: item.lineId, reason: error.message },
      'delivery parked: it cannot be read',
    )
  }

  async function readItem(item: InboxItem): Promise<ReadItem> {
    const carrier = needs.lines.find(item.portalId, item.lineId)
    if (!carrier) throw new Invalid('unknown_line', `the line ${item.lineId} is no longer configured`)
    return { item, line: carrier.line, events: await carrier.provider.read(item.received, carrier.line) }
  }

  /** Replies that name no conversation and come from where one is going on: one look for all of them. */
  async function matchKnown(portalId: string, read: ReadItem[], senders: Senders): Promise<Matches> {
    const asked = read.flatMap(({ line, events }) =>
      repliesOf(events)
        .filter((reply) => !reply.conversationToken && !reply.answers?.length)
        .map((reply) => ({ reply, lineId: line.id, address: senders.get(reply)! })),
    )
    // An address that no database takes comes from nobody known; it must not spoil the look for the others.
    const possible = asked.filter(({ address }) => isStorable(address))
    const known = await findLastConversations(needs.database.forPortal(portalId), possible)
    const matches: Matches = new Map()
    for (const { reply, lineId, address } of asked) {
      const conversation = known.get(`${lineId}/${address}`)
      if (conversation) matches.set(reply, { address, match: { conversation, unmatched: null } })
    }
    return matches
  }

  /** Asking HubSpot happens before the transaction, which holds rows only for a moment. */
  async function matchOthers({ line, events }: ReadItem, matches: Matches, senders: Senders): Promise<void> {
    for (const reply of repliesOf(events)) {
      if (matches.has(reply)) continue
      const address = senders.get(reply)!
      const match = await matchReply(needs.database.forPortal(line.portalId), line, address, reply, needs)
      matches.set(reply, { address, match })
    }
  }

  /** Settles what can be settled; answers with why the rest must wait. */
  async function settle(portalId: string, read: ReadItem[], matches: Matches): Promise<Temporary[]> {
    if (read.length === 0) return []
    return needs.database.forPortal(portalId).transaction(async (tx) => {
      const ids = await holdOpen(
        tx,
        read.map(({ item }) => item.id),
      )
      const open = read.filter(({ item }) => ids.has(item.id))
      const now = needs.now()
      const times = { now, recordAt: after(now, needs.timelineGather), updateAt: after(now, needs.timelineUpdate) }
      const { early, moved } = await takeStatuses(tx, open, times, needs)
      await takeNews(tx, open, times, needs)
      const arrived = await takeReplies(tx, open, matches, times, needs.log)
      await settleReceived(
        tx,
        open.map(({ item }) => item.id).filter((id) => !early.has(id)),
        now,
      )
      if (moved || arrived) await tellTimeline(needs.jobs, tx, portalId, 'new', needs.timelineGather)
      if (moved) await tellTimeline(needs.jobs, tx, portalId, 'changed', needs.timelineUpdate)
      if (early.size === 0) return []
      return [new Temporary('status_early', 'a status came before its message is known', { retryAfter: 1_000 })]
    })
  }
}

function after(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}
