import type { CountryCode } from 'libphonenumber-js'
import type { Logger } from 'pino'
import { Type } from 'typebox'
import type { Routing } from '../../contract/routing.ts'
import { channelsOf, toAddresses } from '../hubspot/address.ts'
import { hasUnmatched } from '../message/find-unmatched.ts'
import { route, type Door, type Route } from '../http/route.ts'
import type { Database } from '../store/database.ts'
import { groupCommit } from '../store/group-commit.ts'
import { storeEvents, type HubSpotEvent } from '../store/hubspot/hubspot-events.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { readEvent } from './read-event.ts'

/** Why an event is stored as done; docs/decisions/043 says more. */
const nothing = {
  association: 'nothing to do: entries of the timeline are associated with their contact alone',
  property: 'nothing to do: this property holds no address, and is read anew whenever it is needed',
}

/** Who signed may speak of these accounts. */
export type EventsDoor = Door<{ mayName: (portalId: string) => Promise<boolean> }>

export interface ReceiveEventsNeeds {
  database: Database
  jobs: Jobs
  eventsDoor: EventsDoor
  routing: Routing
  defaultCountry: CountryCode
  now: () => Date
  log: Logger
  /** Throws when an account is spoken of more than its share. */
  admit: (kind: 'events', portalId: string) => void
}

/**
 * HubSpot posts what happened to contacts, up to a hundred events at once: stored to be worked on, and only then
 * acknowledged. Events that mean nothing here are acknowledged, too, because HubSpot would repeat the whole
 * batch for a day.
 */
export function createReceiveEvents(needs: ReceiveEventsNeeds): Route {
  const store = groupCommit<HubSpotEvent[], undefined>({
    size: 20,
    async write(batches) {
      const events = batches.flat()
      await needs.database.transaction(async (tx) => {
        await storeEvents(tx, events)
        const open = events.filter(({ outcome }) => outcome === undefined)
        for (const portalId of new Set(open.map((event) => event.portalId))) {
          needs.jobs.hint(tx, 'take-events', portalId)
        }
      })
      return batches.map(() => undefined)
    },
  })

  /** The event as it is stored: an address as addresses are kept, and what needs no work as done. */
  function judge({ event, value }: { event: HubSpotEvent; value: string }): HubSpotEvent {
    if (event.kind === 'association') return { ...event, outcome: nothing.association }
    if (event.kind !== 'property') return event
    const channels = channelsOf(event.propertyName, needs.routing.addresses)
    if (channels.length === 0) return { ...event, outcome: nothing.property }
    return { ...event, propertyValue: toAddresses(value, needs.defaultCountry).join(';') || null }
  }

  /** A new contact gets a message, or may be whose a reply is that waits. */
  async function isWanted(portalId: string, waiting: Map<string, boolean>): Promise<boolean> {
    if (needs.routing.autoSend) return true
    if (!waiting.has(portalId)) waiting.set(portalId, await hasUnmatched(needs.database.forPortal(portalId)))
    return waiting.get(portalId) ?? false
  }

  return route({
    method: 'POST',
    path: '/webhooks/hubspot',
    summary:
      'HubSpot tells what happened to contacts. Signed with v3; what is not ours is acknowledged and left alone.',
    door: needs.eventsDoor,
    body: Type.Array(Type.Object({}), { minItems: 1 }),
    response: Type.Object({
      stored: Type.Integer({ description: 'Events that are worked on, or were already.' }),
      left: Type.Integer({ description: 'Events that mean nothing here.' }),
    }),
    async handle({ caller }, said) {
      const left = { malformed: 0, not_ours: 0, not_wanted: 0, unknown_portal: 0 }
      const known = new Map<string, boolean>()
      const waiting = new Map<string, boolean>()
      const events: HubSpotEvent[] = []
      for (const one of said) {
        const read = readEvent(one)
        if ('left' in read) {
          left[read.left] += 1
          continue
        }
        const event = judge(read)
        const { portalId, kind } = event
        if (!known.has(portalId)) known.set(portalId, await caller.mayName(portalId))
        if (!known.get(portalId)) left.unknown_portal += 1
        else if (kind === 'creation' && !(await isWanted(portalId, waiting))) left.not_wanted += 1
        else events.push(event)
      }
      if (left.malformed > 0) needs.log.warn({ left }, 'HubSpot sent events that cannot be read; they are left alone')
      else if (events.length < said.length) needs.log.debug({ left }, 'events of HubSpot that mean nothing here')
      if (events.length > 0) await store(events)
      // Only now: what is repeated for a refusal is known, and nothing is lost should it be the last time.
      for (const [portalId, isOurs] of known) if (isOurs) needs.admit('events', portalId)
      return { stored: events.length, left: said.length - events.length }
    },
  })
}
