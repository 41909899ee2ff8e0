import { createHash } from 'node:crypto'
import { readId } from '../hubspot/read-id.ts'
import { readTime } from '../hubspot/read-time.ts'
import type { HubSpotEvent, HubSpotEventKind } from '../store/hubspot/hubspot-events.ts'
import { storable } from '../store/storable.ts'
import { readLossless } from './read-lossless.ts'

/** What HubSpot calls the events that mean something here, after the word `contact.` or `object.`. */
const kinds: Record<string, HubSpotEventKind> = {
  creation: 'creation',
  deletion: 'deletion',
  restore: 'restore',
  merge: 'merge',
  privacyDeletion: 'privacy_deletion',
  propertyChange: 'property',
  associationChange: 'association',
}
/** They are read in whatever case of letters. */
const names = new Map(Object.keys(kinds).map((name) => [name.toLowerCase(), name]))

/**
 * What an event is here: one to store, with the value of its property; nothing of ours; or why it cannot be read and is kept for a
 * person. `portalId` and `contactId` are null where they are not said, or not in a way that can be read.
 */
export type ReadEvent =
  | { event: HubSpotEvent; value: string }
  | { left: 'not_ours' }
  | { unreadable: string; portalId: string | null; contactId: string | null }

/** A time of HubSpot's clock may be ahead of ours by so many milliseconds. What is further off would outdo all that is told after it. */
const clocksApart = 600_000

/**
 * Reads one event, in either of HubSpot's two naming schemes. What decides (whom it is of, what happened) is read in every form that
 * it may have; members that nobody needs decide nothing, and what stands in them is not looked at. Who signed may be of one
 * account alone, `own`: then it need not be named. Where no time is told that can be one, `untimed` says so and `now` stands for it.
 */
export function readEvent(bytes: Uint8Array, { own, now }: { own: string | null; now: Date }): ReadEvent {
  let said: unknown
  try {
    said = readLossless(bytes)
  } catch {
    return unreadable('it is no JSON')
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return unreadable('it is no event')
  const is = said as Record<string, unknown>
  const portalId = readId(is['portalId']) ?? own
  const contactId = readId(is['objectId'])

  const named = [is['subscriptionType'], is['eventType']].map(trimmed).find((one) => one !== '')
  if (named === undefined) return unreadable('it does not say what happened', portalId, contactId)
  const [object = '', happened = '', ...more] = named.toLowerCase().split('.')
  const name = names.get(happened)
  const kind = kinds[name ?? '']
  if (!kind || more.length > 0 || !['contact', 'object'].includes(object)) return { left: 'not_ours' }
  const what = `it tells of a ${name}`
  if (object === 'object') {
    const types = [is['objectTypeId'], is['objectType']].map(trimmed).filter((one) => one !== '')
    if (types.length === 0) {
      return unreadable(`${what}, but not whether of a contact or of something else`, portalId, contactId)
    }
    if (!types.some((one) => ['0-1', 'contact', 'contacts'].includes(one.toLowerCase()))) return { left: 'not_ours' }
  }
  if (portalId === null) return unreadable(`${what}, but not in which account`, null, contactId)

  const into = readId(is['newObjectId']) ?? readId(is['primaryObjectId']) ?? contactId
  const others: Partial<Record<HubSpotEventKind, string | null>> = {
    merge: into,
    association: readId(is['fromObjectId']),
  }
  const of = contactId ?? others[kind] ?? null
  if (of === null) return unreadable(`${what}, but not of which contact`, portalId)
  const propertyName = kind === 'property' ? trimmed(is['propertyName']).slice(0, 200) : ''
  if (kind === 'property' && propertyName === '') return unreadable(`${what}, but not of which property`, portalId, of)
  const at = readTime(is['occurredAt'])
  const timed = at !== null && at.getTime() <= now.getTime() + clocksApart
  return {
    event: {
      portalId,
      subscriptionType: `${object}.${name}`,
      objectId: of,
      eventId: nameOf(is['eventId']),
      occurredAt: timed ? at : now,
      untimed: !timed,
      propertyName: kind === 'association' ? between(is) : storable(propertyName),
      propertyValue: null,
      kind,
      merge: kind === 'merge' ? mergeOf(is, into ?? of, of) : null,
      raw: kind === 'property' ? withoutValue(is) : bytes,
    },
    value: ['string', 'number'].includes(typeof is['propertyValue']) ? String(is['propertyValue']) : '',
  }
}

function unreadable(reason: string, portalId: string | null = null, contactId: string | null = null): ReadEvent {
  return { unreadable: reason, portalId, contactId }
}

/** Which contacts are gone, as far as that can be read; none where it cannot. */
function mergeOf(is: Record<string, unknown>, into: string, of: string): HubSpotEvent['merge'] {
  const merged = is['mergedObjectIds']
  const list: unknown[] = Array.isArray(merged) ? merged : typeof merged === 'string' ? merged.split(/[;,]/) : [merged]
  const ids = [...list, is['primaryObjectId'], of].flatMap((one) => readId(one) ?? [])
  return { into, from: [...new Set(ids)].filter((id) => id !== into) }
}

/** What tells an association from others of the same contact at the same moment. */
function between(is: Record<string, unknown>): string {
  const words = ['associationType', 'fromObjectId', 'toObjectId', 'associationRemoved'].map((name) => nameOf(is[name]))
  return words.join(' ')
}

/** The address itself is kept until the event is worked off, and nowhere else. */
function withoutValue(is: Record<string, unknown>): Uint8Array {
  const kept = Object.entries(is).filter(([name, value]) => name !== 'propertyValue' && typeof value !== 'object')
  return Buffer.from(JSON.stringify(Object.fromEntries(kept)))
}

/** Whatever HubSpot gives as a name, short enough to be kept and compared. */
function nameOf(value: unknown): string {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return ''
  const text = String(value)
  if (text === '') return ''
  return /^[!-~]{1,100}$/.test(text) ? text : createHash('sha256').update(text).digest('hex')
}

function trimmed(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
