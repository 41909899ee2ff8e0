import type { Logger } from 'pino'
import type { Account, Accounts } from '../account/account.ts'
import { Permanent } from '../errors.ts'
import { channelsOf } from '../hubspot/address.ts'
import { eraseContact } from '../message/erase-contact.ts'
import { mergeContacts, releaseMerged } from '../message/merge-contacts.ts'
import type { MoveNeeds } from '../message/move.ts'
import { planRetry, tellTrouble } from '../retry.ts'
import { appendAudit, type AuditEntry } from '../store/audit/audit.ts'
import type { ToldStanding } from '../store/contact/contact-standing.ts'
import type { Database, PortalDatabase, PortalDb } from '../store/database.ts'
import { doubtConversations, storeAddressChanges } from '../store/contact/address-changes.ts'
import { noteAutoSends } from '../store/contact/auto-sends.ts'
import { holdDueEvents, settleEvents, untilNextEvent, type OpenEvent } from '../store/hubspot/hubspot-events.ts'
import type { JobHandler } from '../store/jobs/jobs.ts'
import { judgeFailure } from '../store/judge-failure.ts'
import { putOff } from '../store/waiting/put-off.ts'
import { setTasks, type NewTask } from '../store/jobs/tasks.ts'
import { contactBusy } from './contact-busy.ts'
import { lookAgain } from './look-again.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import { readAgain } from './read-again.ts'
import { takeStandings } from './take-standings.ts'
import { longPatience } from '../store/patience.ts'

export interface TakeEventsNeeds extends MoveNeeds {
  database: Database
  accounts: Accounts
  now: () => Date
  log: Logger
  random: () => number
  /** Milliseconds between two tries, at most. */
  retryMost: number
  /** HubSpot's search knows of a change after so many milliseconds. */
  timelineDoubt: number
}

/** Events settled in one transaction, at most. */
const together = 200

/** What HubSpot sent stays with it, for a person to read. */
const unreadableMerge = () =>
  new Permanent('unreadable_merge', 'HubSpot told of a merge, but not of which contacts: look at what it sent')

/**
 * Works off an account's events in the order in which they happened, many in one transaction; where that fails, each in
 * one of its own, so that one that must wait or cannot be done does not hold up the others.
 */
export function createTakeEvents(needs: TakeEventsNeeds): JobHandler {
  return async ({ portalId }) => {
    const portal = needs.database.forPortal(portalId)
    const account = await needs.accounts.of(portalId)
    let held: OpenEvent[] = []
    try {
      await portal.transaction(async (tx) => {
        held = await holdDueEvents(tx, together)
        await take(tx, account, held)
      })
    } catch (error) {
      if (held.length === 0) throw error
      for (const event of held) await takeAlone(portal, account, event)
    }
    if (held.length >= together) return { again: 0 }
    const wait = await untilNextEvent(portal)
    return wait === null ? undefined : { again: wait }
  }

  async function takeAlone(portal: PortalDatabase, account: Account, event: OpenEvent): Promise<void> {
    try {
      // An erasure may read what an older relay stored.
      await portal.transaction(async (tx) => take(tx, account, await holdDueEvents(tx, 1, [event.id])), longPatience)
    } catch (error) {
      const trouble = judgeFailure(error)
      if (trouble === 'away') throw error
      const failure =
        trouble === 'unstorable' ? new Permanent('unstorable', (error as Error).message, { cause: error }) : error
      await putEventsOff(portal, [[event, failure]])
    }
  }

  async function putEventsOff(portal: PortalDb, troubles: [OpenEvent, unknown][]): Promise<void> {
    const plans = troubles.map(([event, error]) => {
      const plan = planRetry(error, event, needs)
      const about = { portalId: portal.portalId, eventId: event.id, contactId: event.objectId }
      tellTrouble(needs.log, 'an event of HubSpot', about, error, plan)
      return { id: event.id, ...plan }
    })
    await putOff(portal, 'hubspot_event', plans)
  }

  async function take(tx: PortalDb, account: Account, events: OpenEvent[]): Promise<void> {
    if (events.length === 0) return
    const { portalId } = tx
    const now = needs.now()
    const later = new Map<OpenEvent, Error>()
    const audits: AuditEntry[] = []
    const tasks: NewTask[] = []
    const created: string[] = []
    let released = false
    const standings: ToldStanding[] = []
    async function flush(): Promise<void> {
      const taken = await takeStandings(tx, standings.splice(0))
      tasks.push(...taken.tasks)
      if (taken.released) released = true
    }
    for (const event of events) {
      const { objectId: contactId, occurredAt: at, untimed, kind } = event
      if (kind === 'creation') created.push(contactId)
      if (kind === 'deletion') standings.push({ contactId, state: 'deleted', at, untimed })
      if (kind === 'restore') standings.push({ contactId, state: 'present', at, untimed })
      if (kind === 'merge' && !event.merge?.from.length) later.set(event, unreadableMerge())
      else if (kind === 'merge' && event.merge) {
        await flush()
        if (await merge(tx, { ...event.merge, at })) released = true
        tasks.push(...goOver(portalId, event.merge.from, 1))
      }
      if (kind === 'privacy_deletion') {
        await flush()
        if ((await eraseContact(tx, contactId, now, needs)) === 'busy') later.set(event, contactBusy())
        else {
          audits.push({ portalId, at: now, actor: 'hubspot', action: 'portal.contact_erased', detail: { contactId } })
          tasks.push(...goOver(portalId, [contactId], 2))
          needs.log.info({ portalId, contactId }, 'contact erased, as HubSpot asked')
        }
      }
    }
    await flush()
    const unread = await readAgain(
      tx,
      events.filter(({ kind }) => kind === 'unreadable'),
      { ...needs, account },
    )
    for (const [event, error] of unread) later.set(event, error)
    await setTasks(tx, needs.jobs, [...tasks, ...(await welcome(tx, account, created))])
    await changeAddresses(
      tx,
      account,
      events.filter(({ kind }) => kind === 'property'),
    )
    if (released) await tellTimeline(needs.jobs, tx, tx.portalId)
    const done = events.filter((event) => !later.has(event))
    await lookAgain(tx, done, { ...needs, account })
    await settleEvents(
      tx,
      done.map(({ id }) => id),
    )
    await putEventsOff(tx, [...later])
    await appendAudit(tx, audits)
  }

  /** Answers whether anything waits for a timeline again. */
  async function merge(tx: PortalDb, told: { from: string[]; into: string; at: Date }): Promise<boolean> {
    const into = await mergeContacts(tx, told)
    // The one that stays need not have the address of the one that is gone.
    await doubtConversations(tx, [into])
    needs.log.info({ portalId: tx.portalId, from: told.from, into }, 'contacts merged, as in HubSpot')
    return releaseMerged(tx, into)
  }

  async function welcome(
    tx: PortalDb,
    { portalId, autoSend }: Account,
    created: readonly string[],
  ): Promise<NewTask<'auto-send'>[]> {
    if (!autoSend) return []
    const delay = (autoSend.delayMinutes ?? 0) * 60_000
    const waiting = await noteAutoSends(tx, created)
    return waiting.map((key) => ({ portalId, kind: 'auto-send', key, data: {}, delay }))
  }

  /** Whatever order they come in: a conversation is doubted, and HubSpot itself says whose the address is. */
  async function changeAddresses(tx: PortalDb, { routing }: Account, events: OpenEvent[]): Promise<void> {
    const changes = events.map((event) => ({
      eventId: event.id,
      contactId: event.objectId,
      channels: channelsOf(event.propertyName, routing.addresses),
      addresses: event.propertyValue?.split(';') ?? [],
    }))
    const { doubted, forgotten } = await storeAddressChanges(tx, changes)
    if (doubted + forgotten === 0) return
    needs.log.info({ portalId: tx.portalId, doubted, forgotten }, 'addresses of contacts changed')
  }
}

/** These contacts are looked at once more, for what came late. */
function goOver(portalId: string, contactIds: string[], rounds: number): NewTask<'go-over-contact'>[] {
  return contactIds.map((key) => ({ portalId, kind: 'go-over-contact', key, data: { rounds }, delay: 60_000 }))
}
