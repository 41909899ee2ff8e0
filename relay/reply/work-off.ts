import type { CountryCode } from 'libphonenumber-js'
import type { Logger } from 'pino'
import { Invalid, Temporary } from '../errors.ts'
import { toPhone } from '../hubspot/address.ts'
import type { ContactSearch } from '../hubspot/contact-search.ts'
import { readKeyword } from '../policy/keyword.ts'
import type { Lines } from '../providers/lines.ts'
import type { Line, ProviderEvent } from '../providers/provider.ts'
import type { Database, Db } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { holdOpen, parkReceived, readOpen, settleReceived, type InboxItem } from '../store/inbox.ts'
import type { Jobs } from '../store/jobs.ts'
import { findLastConversations, storeConsent, storeReplies } from '../store/replies.ts'
import { storeStatuses } from '../store/statuses.ts'
import { matchReply, type Match } from './match.ts'

export interface WorkOffNeeds {
  database: Database
  jobs: Jobs
  lines: Lines
  findContacts: ContactSearch
  defaultCountry: CountryCode
  now: () => Date
  log: Logger
  timelineGather: number
  timelineUpdate: number
}

/** A status whose message is not known yet may only be early; after this it is somebody else's. Milliseconds. */
const earlyFor = 600_000

/** Deliveries settled in one transaction, at most. */
const together = 200

type Reply = Extract<ProviderEvent, { kind: 'reply' }>

/** A delivery with what it says. */
interface ReadItem {
  item: InboxItem
  line: Line
  events: ProviderEvent[]
}
type Matches = Map<Reply, { address: string; match: Match }>

/**
 * Works off deliveries that are safe in the inbox, all of a job together: they are settled in one transaction with all
 * that they change, so working on them twice changes nothing twice. One that must wait, or cannot be read, does not
 * hold up the others; where the transaction fails, each gets one of its own.
 */
export function createWorkOff(needs: WorkOffNeeds) {
  return async ({ portalId, inboxIds }: { portalId: string; inboxIds: string[] }): Promise<void> => {
    const troubles: unknown[] = []
    for (let from = 0; from < inboxIds.length; from += together) {
      troubles.push(...(await workOff(portalId, inboxIds.slice(from, from + together))))
    }
    const [worst] = [...troubles.filter((one) => !(one instanceof Temporary)), ...troubles]
    if (worst !== undefined) throw worst
  }

  /** Answers with what must be tried again. */
  async function workOff(portalId: string, inboxIds: string[]): Promise<unknown[]> {
    const troubles: unknown[] = []
    /** Runs `work`; parks what nobody will ever be able to take, and remembers what must be tried again. */
    async function attempt<Result>(items: InboxItem[], work: () => Promise<Result>): Promise<Result | undefined> {
      try {
        return await work()
      } catch (error) {
        const [only] = items
        if (only && items.length === 1 && (error instanceof Invalid || isUnstorable(error))) await park(only, error)
        else troubles.push(error)
        return undefined
      }
    }

    const read: ReadItem[] = []
    for (const item of await readOpen(needs.database, portalId, inboxIds)) {
      const one = await attempt([item], () => readItem(item))
      if (one) read.push(one)
    }
    const matches = await matchKnown(portalId, read)
    const ready: ReadItem[] = []
    for (const one of read) {
      const matched = await attempt([one.item], () => matchOthers(one, matches).then(() => one))
      if (matched) ready.push(matched)
    }
    try {
      troubles.push(...(await settle(portalId, ready, matches)))
    } catch (error) {
      if (ready.length === 1) await attempt([ready[0]!.item], () => Promise.reject(error as Error))
      else
        for (const one of ready) {
          troubles.push(...((await attempt([one.item], () => settle(portalId, [one], matches))) ?? []))
        }
    }
    return troubles
  }

  async function park(item: InboxItem, error: Error): Promise<void> {
    await parkReceived(needs.database, item.portalId, item.id, error.message)
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
  async function matchKnown(portalId: string, read: ReadItem[]): Promise<Matches> {
    const asked = read.flatMap(({ line, events }) =>
      repliesOf(events)
        .filter((reply) => !reply.conversationToken && !reply.answers?.length)
        .map((reply) => ({ reply, lineId: line.id, address: normalise(reply.from) })),
    )
    // An address that no database takes comes from nobody known; it must not spoil the look for the others.
    const possible = asked.filter(({ address }) => !address.includes('\0') && address.isWellFormed())
    const known = await findLastConversations(needs.database, portalId, possible)
    const matches: Matches = new Map()
    for (const { reply, lineId, address } of asked) {
      const conversation = known.get(`${lineId}/${address}`)
      if (conversation) matches.set(reply, { address, match: { conversation, unmatched: null } })
    }
    return matches
  }

  /** Asking HubSpot happens before the transaction, which holds rows only for a moment. */
  async function matchOthers({ line, events }: ReadItem, matches: Matches): Promise<void> {
    for (const reply of repliesOf(events)) {
      if (matches.has(reply)) continue
      const address = normalise(reply.from)
      const match = await matchReply(needs.database, line, address, reply, needs.findContacts, needs.now())
      matches.set(reply, { address, match })
    }
  }

  /** Settles what can be settled; answers with why the rest must wait. */
  async function settle(portalId: string, read: ReadItem[], matches: Matches): Promise<Temporary[]> {
    if (read.length === 0) return []
    return needs.database.transaction(async (tx) => {
      const ids = await holdOpen(
        tx,
        portalId,
        read.map(({ item }) => item.id),
      )
      const open = read.filter(({ item }) => ids.has(item.id))
      const now = needs.now()
      const times = { now, recordAt: after(now, needs.timelineGather), updateAt: after(now, needs.timelineUpdate) }
      const { early, moved } = await takeStatuses(tx, portalId, open, times)
      const arrived = await takeReplies(tx, portalId, open, matches, times)
      await settleReceived(
        tx,
        portalId,
        open.map(({ item }) => item.id).filter((id) => !early.has(id)),
        now,
      )
      const enqueue = (delay: number, what: 'new' | 'changed') =>
        needs.jobs.enqueue(tx, 'record-timeline', { portalId }, { delay, key: `${portalId}/${what}` })
      if (moved || arrived) await enqueue(needs.timelineGather, 'new')
      if (moved) await enqueue(needs.timelineUpdate, 'changed')
      if (early.size === 0) return []
      return [new Temporary('status_early', 'a status came before its message is known', { retryAfter: 1_000 })]
    })
  }

  async function takeStatuses(tx: Db, portalId: string, open: ReadItem[], times: Times) {
    const asked = open.flatMap(({ item, line, events }) =>
      events.flatMap((event) => (event.kind === 'status' ? [{ item, line, event }] : [])),
    )
    const early = new Set<string>()
    if (asked.length === 0) return { early, moved: false }
    const reports = asked.map(({ line, event }) => ({
      lineId: line.id,
      reference: event.reference && isUuid.test(event.reference) ? event.reference : null,
      providerId: event.providerId ?? null,
      status: event.status,
      error: event.error ?? null,
      at: event.at,
    }))
    const results = await storeStatuses(tx, portalId, reports, times)
    for (const [index, { item, line, event }] of asked.entries()) {
      if (results[index] !== 'missing') continue
      // The provider may be quicker than our own note of its answer.
      if (times.now.getTime() - item.at.getTime() < earlyFor) early.add(item.id)
      else
        needs.log.warn(
          { lineId: line.id, providerId: event.providerId },
          'status of a message this relay never sent; left alone',
        )
    }
    return { early, moved: results.includes('moved') }
  }

  /** True when something belongs on a timeline. */
  async function takeReplies(tx: Db, portalId: string, open: ReadItem[], matches: Matches, times: Times) {
    const replies = open.flatMap(({ line, events }) =>
      repliesOf(events).flatMap((reply) => {
        const matched = matches.get(reply)
        return matched ? [{ line, reply, ...matched, id: newId(times.now.getTime()) }] : []
      }),
    )
    if (replies.length === 0) return false
    const stored = await storeReplies(
      tx,
      portalId,
      replies.map(({ line, reply, address, match, id }) => ({
        id,
        lineId: line.id,
        channel: line.channel,
        address,
        subject: reply.subject && clean(reply.subject),
        body: clean(reply.body),
        providerId: reply.providerId,
        conversation: match.conversation,
        unmatched: match.unmatched,
        at: reply.at,
      })),
      times,
    )
    const fresh = replies.filter(({ id }) => stored.has(id))
    for (const { line, reply, address, match, id } of fresh) {
      const state = readKeyword(reply.body)
      if (state) {
        await storeConsent(tx, { portalId, channel: line.channel, address, state, messageId: id, at: reply.at })
      }
      if (match.unmatched === null) continue
      needs.log.warn(
        { messageId: id, lineId: line.id, reason: match.unmatched },
        'reply matched nobody; it waits for a person',
      )
    }
    return fresh.some(({ match }) => match.conversation !== null)
  }

  function normalise(from: string): string {
    // WhatsApp's own ids (US.1349…) name a person without a number.
    if (/^[A-Z]{2}\./.test(from)) return from.trim()
    return from.includes('@') ? from.trim().toLowerCase() : (toPhone(from, needs.defaultCountry) ?? from.trim())
  }
}

interface Times {
  now: Date
  recordAt: Date
  updateAt: Date
}

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function repliesOf(events: ProviderEvent[]): Reply[] {
  return events.filter((event) => event.kind === 'reply')
}

function after(date: Date, milliseconds: number): Date {
  return new Date(date.getTime() + milliseconds)
}

/** The database will never take these values: PostgreSQL's class 22, data exception. */
function isUnstorable(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^22...$/.test(error.code)
}

/** PostgreSQL text holds neither NUL nor half a character. */
function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
