import type { CountryCode } from 'libphonenumber-js'
import type { Logger } from 'pino'
import { Invalid, Temporary } from '../errors.ts'
import { toPhone } from '../hubspot/address.ts'
import type { ContactSearch } from '../hubspot/find-contacts.ts'
import { readKeyword } from '../policy/keyword.ts'
import type { Lines } from '../providers/lines.ts'
import type { Line, ProviderEvent } from '../providers/provider.ts'
import type { Database, Db } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { parkReceived, readOpen, settleReceived, type InboxItem } from '../store/inbox.ts'
import type { Jobs } from '../store/jobs.ts'
import { storeConsent, storeReply } from '../store/replies.ts'
import { storeStatus } from '../store/statuses.ts'
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

type Reply = Extract<ProviderEvent, { kind: 'reply' }>
type Status = Extract<ProviderEvent, { kind: 'status' }>

/**
 * Works off deliveries that are safe in the inbox. Each is settled in one transaction with all that it changes, so
 * working on it twice changes nothing twice. One that must wait does not hold up the others.
 */
export function createWorkOff(needs: WorkOffNeeds) {
  return async ({ portalId, inboxIds }: { portalId: string; inboxIds: string[] }): Promise<void> => {
    let waiting: Temporary | null = null
    let failed: unknown = null
    for (const item of await readOpen(needs.database, portalId, inboxIds)) {
      try {
        await workOn(item)
      } catch (error) {
        if (error instanceof Temporary) waiting = error
        else if (error instanceof Invalid || isUnstorable(error)) {
          await parkReceived(needs.database, portalId, item.id, error.message)
          needs.log.error(
            { inboxId: item.id, lineId: item.lineId, reason: error.message },
            'delivery parked: it cannot be read',
          )
        } else failed ??= error
      }
    }
    if (failed) throw failed
    if (waiting) throw waiting
  }

  async function workOn(item: InboxItem): Promise<void> {
    const carrier = needs.lines.find(item.portalId, item.lineId)
    if (!carrier) throw new Invalid('unknown_line', `the line ${item.lineId} is no longer configured`)
    const { line } = carrier
    const events = await carrier.provider.read(item.received, line)
    // Asking HubSpot happens before the transaction, which holds rows only for a moment.
    const matches = new Map<Reply, { address: string; match: Match }>()
    for (const event of events) {
      if (event.kind !== 'reply') continue
      const address = normalise(event.from)
      matches.set(event, {
        address,
        match: await matchReply(needs.database, line, address, event, needs.findContacts, needs.now()),
      })
    }
    await needs.database.transaction(async (tx) => {
      if (!(await settleReceived(tx, item.portalId, item.id, needs.now()))) return
      for (const event of events) {
        if (event.kind === 'status') await takeStatus(tx, line, event, item)
        const matched = event.kind === 'reply' ? matches.get(event) : undefined
        if (event.kind === 'reply' && matched) await takeReply(tx, line, event, matched.address, matched.match)
      }
    })
  }

  async function takeReply(tx: Db, line: Line, reply: Reply, address: string, match: Match): Promise<void> {
    const now = needs.now()
    const id = newId(now.getTime())
    const stored = await storeReply(tx, {
      portalId: line.portalId,
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
      now,
      recordAt: new Date(now.getTime() + needs.timelineGather),
    })
    if (!stored) return
    const consent = readKeyword(reply.body)
    if (consent) {
      await storeConsent(tx, {
        portalId: line.portalId,
        channel: line.channel,
        address,
        state: consent,
        messageId: id,
        at: reply.at,
      })
    }
    if (match.conversation) await recordSoon(tx, line.portalId, needs.timelineGather, 'new')
    else
      needs.log.warn(
        { messageId: id, lineId: line.id, reason: match.unmatched },
        'reply matched nobody; it waits for a person',
      )
  }

  async function takeStatus(tx: Db, line: Line, status: Status, item: InboxItem): Promise<void> {
    const now = needs.now()
    const result = await storeStatus(
      tx,
      {
        portalId: line.portalId,
        lineId: line.id,
        reference: status.reference && /^[0-9a-f-]{36}$/.test(status.reference) ? status.reference : null,
        providerId: status.providerId ?? null,
        status: status.status,
        error: status.error ?? null,
        at: status.at,
        now,
      },
      {
        recordAt: new Date(now.getTime() + needs.timelineGather),
        updateAt: new Date(now.getTime() + needs.timelineUpdate),
      },
    )
    if (result === 'moved') {
      await recordSoon(tx, line.portalId, needs.timelineGather, 'new')
      await recordSoon(tx, line.portalId, needs.timelineUpdate, 'changed')
    }
    if (result === 'missing') {
      // The provider may be quicker than our own note of its answer.
      if (now.getTime() - item.at.getTime() < earlyFor) {
        throw new Temporary('status_early', 'a status came before its message is known', { retryAfter: 1_000 })
      }
      needs.log.warn(
        { lineId: line.id, providerId: status.providerId },
        'status of a message this relay never sent; left alone',
      )
    }
  }

  async function recordSoon(tx: Db, portalId: string, delay: number, what: 'new' | 'changed'): Promise<void> {
    await needs.jobs.enqueue(tx, 'record-timeline', { portalId }, { delay, key: `${portalId}/${what}` })
  }

  function normalise(from: string): string {
    return from.includes('@') ? from.trim().toLowerCase() : (toPhone(from, needs.defaultCountry) ?? from.trim())
  }
}

/** The database will never take these values: PostgreSQL's class 22, data exception. */
function isUnstorable(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^22...$/.test(error.code)
}

/** PostgreSQL text holds neither NUL nor half a character. */
function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
