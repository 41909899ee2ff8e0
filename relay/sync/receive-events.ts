import type { Logger } from 'pino'
import { Type } from 'typebox'
import type { Account, Accounts } from '../account/account.ts'
import { Invalid } from '../errors.ts'
import { hasUnmatched } from '../message/find-unmatched.ts'
import { route, type Door, type Route } from '../http/route.ts'
import type { Database } from '../store/database.ts'
import { groupCommit } from '../store/group-commit.ts'
import { storeEvents, type HubSpotEvent } from '../store/hubspot/hubspot-events.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { asStored } from './as-stored.ts'
import { readEvent, type ReadEvent } from './read-event.ts'
import { splitElements } from './split-elements.ts'

/** Who signed may speak of these accounts; of one alone, `own`, where the secret is that of one. */
export type EventsDoor = Door<{ own: string | null; mayName: (portalId: string) => Promise<boolean> }>

export interface ReceiveEventsNeeds {
  database: Database
  accounts: Accounts
  jobs: Jobs
  eventsDoor: EventsDoor
  now: () => Date
  log: Logger
  /** Throws when an account is spoken of more than its share. */
  admit: (kind: 'events', portalId: string) => void
}

/** One element of a batch. */
interface Told {
  read: Exclude<ReadEvent, { left: unknown }>
  bytes: Uint8Array
}

/** What cannot be read is kept in so many pieces of one batch, at most; HubSpot's own have no more events. */
const mostPieces = 100

/**
 * HubSpot posts what happened to contacts, up to a hundred events at once: stored to be worked on, and only then
 * acknowledged. Events that mean nothing here are acknowledged, too, because HubSpot would repeat the whole
 * batch for a day. What cannot be read is stored for a person, and its neighbours go on; only what cannot even be said to be of an
 * account, or is of one that cannot be read now, is refused, so that HubSpot goes on trying.
 */
export function createReceiveEvents(needs: ReceiveEventsNeeds): Route {
  const store = groupCommit<HubSpotEvent[], undefined>({
    size: 20,
    async write(batches) {
      const events = batches.flat()
      await needs.database.transaction(async (tx) => {
        await storeEvents(tx, events)
        const open = events.filter(({ outcome, parked }) => outcome === undefined && parked === undefined)
        for (const portalId of new Set(open.map((event) => event.portalId))) {
          needs.jobs.hint(tx, 'take-events', portalId)
        }
      })
      return batches.map(() => undefined)
    },
  })

  /** A new contact gets a message, or may be whose a reply is that waits. */
  async function isWanted({ portalId, autoSend }: Account, waiting: Map<string, boolean>): Promise<boolean> {
    if (autoSend) return true
    if (!waiting.has(portalId)) waiting.set(portalId, await hasUnmatched(needs.database.forPortal(portalId)))
    return waiting.get(portalId) ?? false
  }

  /** The accounts, and why any of them cannot be read now: that is no reason to let the others wait. */
  async function read(
    portalIds: ReadonlySet<string>,
  ): Promise<{ accounts: Map<string, Account>; troubles: unknown[] }> {
    const accounts = new Map<string, Account>()
    const troubles: unknown[] = []
    for (const portalId of portalIds) {
      try {
        accounts.set(portalId, await needs.accounts.of(portalId))
      } catch (error) {
        troubles.push(error)
      }
    }
    return { accounts, troubles }
  }

  /** What HubSpot was told is well, although nobody can read it. */
  function tellUnread(events: HubSpotEvent[]): void {
    for (const [portalId, unread] of Map.groupBy(events, (event) => event.portalId)) {
      const reasons = [...new Set(unread.map(({ parked }) => parked))]
      needs.log.error(
        { portalId, parked: unread.length, reasons, next: 'a person' },
        'HubSpot told what cannot be read: it is parked; "npm run relay -- waiting" shows it',
      )
    }
  }

  return route({
    method: 'POST',
    path: '/webhooks/hubspot',
    summary:
      'HubSpot tells what happened to contacts. Signed with v3; what is not ours is acknowledged and left alone, what cannot be read is kept for a person.',
    door: needs.eventsDoor,
    response: Type.Object({
      stored: Type.Integer({ description: 'Events that are worked on, or were already, or wait for a person.' }),
      left: Type.Integer({ description: 'Events that mean nothing here.' }),
    }),
    async handle({ caller, body }) {
      const left = { not_ours: 0, not_wanted: 0, unknown_portal: 0 }
      const known = new Map<string, boolean>()
      const waiting = new Map<string, boolean>()
      const elements = splitElements(body)
      const ofAccounts: (Told & { portalId: string })[] = []
      const ofNobody: Told[] = []
      for (const bytes of elements) {
        const read = readEvent(bytes, { own: caller.own, now: needs.now() })
        if ('left' in read) {
          left.not_ours += 1
          continue
        }
        const portalId = 'event' in read ? read.event.portalId : (read.portalId ?? caller.own)
        if (portalId === null) ofNobody.push({ read, bytes })
        else {
          if (!known.has(portalId)) known.set(portalId, await caller.mayName(portalId))
          if (known.get(portalId)) ofAccounts.push({ read, bytes, portalId })
          else left.unknown_portal += 1
        }
      }
      // Where a batch is of one account, what does not say so is of that, too.
      const [only, another] = [...known].flatMap(([portalId, isOurs]) => (isOurs ? [portalId] : []))
      const isSure = only !== undefined && another === undefined && left.unknown_portal === 0
      const homeless = isSure ? [] : ofNobody
      if (isSure) ofAccounts.push(...ofNobody.map((told) => ({ ...told, portalId: only })))

      const events: HubSpotEvent[] = []
      const { accounts, troubles } = await read(new Set(ofAccounts.map(({ portalId }) => portalId)))
      const unheard = ofAccounts.filter(({ portalId }) => !accounts.has(portalId)).length
      for (const { portalId, ...told } of together(ofAccounts)) {
        const account = accounts.get(portalId)
        if (!account) continue
        const event = asStored(told.read, { account, bytes: told.bytes })
        if (event.kind === 'creation' && !(await isWanted(account, waiting))) left.not_wanted += 1
        else events.push(event)
      }
      if (events.length + homeless.length + unheard < elements.length) {
        needs.log.debug({ left }, 'events of HubSpot that mean nothing here')
      }
      if (events.length > 0) await store(events)
      tellUnread(events.filter(({ parked }) => parked !== undefined))
      // HubSpot repeats all of it, of which what is stored by now is known.
      if (troubles.length > 0) throw troubles[0]
      if (homeless.length > 0) throw ofNoAccount(homeless.length)
      // Only now: what is repeated for a refusal is known, and nothing is lost should it be the last time.
      for (const [portalId, isOurs] of known) if (isOurs) needs.admit('events', portalId)
      return { stored: events.length, left: elements.length - events.length }
    },
  })
}

/** Those of an account that cannot be read, beyond so many, as one; HubSpot sends no such batch, and nobody could look at each. */
function together<Of extends Told & { portalId: string }>(told: Of[]): (Told & { portalId: string })[] {
  const readable = told.filter(({ read }) => 'event' in read)
  const unread = told.filter(({ read }) => 'unreadable' in read)
  return [...Map.groupBy(unread, ({ portalId }) => portalId)].reduce<(Told & { portalId: string })[]>(
    (all, [portalId, ofAccount]) => {
      const rest = ofAccount.splice(mostPieces - 1)
      if (rest.length < 2) return [...all, ...ofAccount, ...rest]
      const read = {
        unreadable: `it is ${rest.length} things, and none of them can be read`,
        portalId,
        contactId: null,
      }
      const bytes = Buffer.concat(rest.flatMap((one) => [one.bytes, Buffer.from('\n')]))
      return [...all, ...ofAccount, { read, bytes, portalId }]
    },
    readable,
  )
}

/** HubSpot repeats it for a day. What can be read beside it is stored, and known when it comes again. */
function ofNoAccount(count: number): Invalid {
  const what = count === 1 ? 'One element' : `${count} elements`
  return new Invalid('unreadable_events', `${what} of the body cannot be read, not even of which account it tells.`, {
    status: 400,
  })
}
