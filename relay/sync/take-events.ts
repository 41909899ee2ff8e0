import type { Logger } from 'pino'
import type { Routing } from '../../contract/routing.ts'
import { Temporary } from '../errors.ts'
import { channelsOf } from '../hubspot/address.ts'
import { parkTimeline } from '../message/park-timeline.ts'
import { releaseParked } from '../message/release-parked.ts'
import { appendAudit, type AuditEntry } from '../store/audit.ts'
import { readStanding, storeStandings } from '../store/contact-standing.ts'
import type { Database, PortalDatabase, PortalDb } from '../store/database.ts'
import { storeAddressChanges } from '../store/address-changes.ts'
import { eraseContact } from '../store/erase-contact.ts'
import { holdOpenEvents, parkEvent, settleEvents, type OpenEvent } from '../store/hubspot-events.ts'
import { isUnstorable } from '../store/is-unstorable.ts'
import type { JobData, Jobs } from '../store/jobs.ts'
import { mergeContacts, releaseMerged } from '../store/merge-contacts.ts'
import { tellTimeline } from '../store/tell-timeline.ts'
import { longPatience } from '../store/patience.ts'

export interface TakeEventsNeeds {
  database: Database
  jobs: Jobs
  routing: Routing
  now: () => Date
  log: Logger
}

/** Why nothing is recorded on the timeline of a contact that was deleted. */
const contactDeleted = 'the contact was deleted in HubSpot'

/** Events settled in one transaction, at most. */
const together = 200

/**
 * Milliseconds after which a merge or an erasure is done once more: a reply that was being worked off in that moment, or
 * a status that came late, knew nothing of it.
 */
const onceMore = { merge: [60_000], erase: [60_000, 24 * 3_600_000] }

/**
 * Works off an account's events in the order in which they happened, many in one transaction; where that fails, each in
 * one of its own, so that one that must wait or cannot be done does not hold up the others.
 */
export function createTakeEvents(needs: TakeEventsNeeds) {
  return async ({ portalId, again = [] }: JobData['take-hubspot-events']): Promise<void> => {
    const portal = needs.database.forPortal(portalId)
    for (const contactId of again) await portal.transaction((tx) => repeat(tx, contactId), longPatience)
    const left: string[] = []
    const troubles: Error[] = []
    for (let chunk = 0; chunk < 10_000; chunk += 1) {
      const worked = await takeChunk(portal, left).catch(() => takeEach(portal, left, troubles))
      if (!worked) break
    }
    const [first] = troubles
    if (first) throw first
    if (left.length > 0) {
      throw new Temporary('contact_busy', 'a contact is erased when what is under way has ended', { retryAfter: 1_000 })
    }
  }

  /** False where nothing waits but what is left for later, to which it adds. */
  async function takeChunk(portal: PortalDatabase, left: string[]): Promise<boolean> {
    const taken = await portal.transaction(async (tx) => {
      const events = await holdOpenEvents(tx, together, left)
      return { events, later: events.length > 0 ? await take(tx, events) : [] }
    })
    left.push(...taken.later)
    return taken.events.length > 0
  }

  async function takeEach(portal: PortalDatabase, left: string[], troubles: Error[]): Promise<boolean> {
    let next: OpenEvent | undefined
    try {
      const later = await portal.transaction(async (tx) => {
        next = (await holdOpenEvents(tx, 1, left))[0]
        return next ? take(tx, [next]) : []
        // An erasure reads all that was ever received.
      }, longPatience)
      left.push(...later)
    } catch (error) {
      if (!next) throw error
      left.push(next.id)
      if (isUnstorable(error)) {
        await parkEvent(portal, next.id, error.message)
        needs.log.error(
          { portalId: portal.portalId, eventId: next.id, reason: error.message },
          'an event of HubSpot cannot be worked on',
        )
      } else troubles.push(error instanceof Error ? error : new Error('an event failed', { cause: error }))
    }
    return next !== undefined
  }

  /** Answers with the events that must wait. */
  async function take(tx: PortalDb, events: OpenEvent[]): Promise<string[]> {
    const { portalId } = tx
    const now = needs.now()
    const later = new Set<string>()
    const audits: AuditEntry[] = []
    let released = false
    let standings: Parameters<typeof storeStandings>[1] = []
    async function flush(): Promise<void> {
      const { deleted, restored } = await storeStandings(tx, standings)
      standings = []
      await parkTimeline(tx, deleted, contactDeleted)
      if (restored.length > 0 && (await releaseParked(tx, { contactIds: restored })) > 0) released = true
    }
    for (const event of events) {
      const { objectId: contactId, occurredAt: at, kind } = event
      if (kind === 'creation') await welcome(tx, contactId)
      if (kind === 'deletion') standings.push({ contactId, state: 'deleted', at })
      if (kind === 'restore') standings.push({ contactId, state: 'present', at })
      if (kind === 'merge' && event.merge) {
        await flush()
        if (await merge(tx, { ...event.merge, at })) released = true
        for (const delay of onceMore.merge) await comeBack(tx, event.merge.from, delay)
      }
      if (kind === 'privacy_deletion') {
        await flush()
        if ((await eraseContact(tx, contactId, now)) === 'busy') later.add(event.id)
        else {
          audits.push({ portalId, at: now, actor: 'hubspot', action: 'portal.contact_erased', detail: { contactId } })
          for (const delay of onceMore.erase) await comeBack(tx, [contactId], delay)
          needs.log.info({ portalId, contactId }, 'contact erased, as HubSpot asked')
        }
      }
    }
    await flush()
    await changeAddresses(
      tx,
      events.filter(({ kind }) => kind === 'property'),
    )
    if (released) await tellTimeline(needs.jobs, tx, tx.portalId)
    const done = events.map(({ id }) => id).filter((id) => !later.has(id))
    await settleEvents(tx, done, now)
    await appendAudit(tx, audits)
    return [...later]
  }

  /** Answers whether anything waits for a timeline again. */
  async function merge(tx: PortalDb, told: { from: string[]; into: string; at: Date }): Promise<boolean> {
    const into = await mergeContacts(tx, told, needs.now())
    needs.log.info({ portalId: tx.portalId, from: told.from, into }, 'contacts merged, as in HubSpot')
    return releaseMerged(tx, into, needs.now())
  }

  async function repeat(tx: PortalDb, contactId: string): Promise<void> {
    const standing = await readStanding(tx, contactId)
    if (standing?.state === 'merged') {
      const told = { from: [contactId], into: standing.into, at: needs.now() }
      if (await merge(tx, told)) await tellTimeline(needs.jobs, tx, tx.portalId)
    }
    if (standing?.state !== 'forgotten') return
    if ((await eraseContact(tx, contactId, needs.now())) === 'busy') {
      await comeBack(tx, [contactId], 5_000)
    }
  }

  async function welcome(tx: PortalDb, contactId: string): Promise<void> {
    const { autoSend } = needs.routing
    if (!autoSend) return
    const delay = (autoSend.delayMinutes ?? 0) * 60_000
    await needs.jobs.enqueue(tx, 'auto-send', { portalId: tx.portalId, contactId }, { delay })
  }

  /** Whatever order they come in: a conversation is doubted, and HubSpot itself says whose the address is. */
  async function changeAddresses(tx: PortalDb, events: OpenEvent[]): Promise<void> {
    const changes = events.map((event) => ({
      eventId: event.id,
      contactId: event.objectId,
      channels: channelsOf(event.propertyName, needs.routing.addresses),
      address: event.propertyValue,
    }))
    const { doubted, forgotten } = await storeAddressChanges(tx, changes, needs.now())
    if (doubted + forgotten === 0) return
    needs.log.info({ portalId: tx.portalId, doubted, forgotten }, 'addresses of contacts changed')
  }

  async function comeBack(tx: PortalDb, again: string[], delay: number): Promise<void> {
    await needs.jobs.enqueue(tx, 'take-hubspot-events', { portalId: tx.portalId, again }, { delay })
  }
}
