import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { HubSpotEvent, HubSpotEventKind } from '../store/hubspot-events.ts'

/** What HubSpot calls the events that mean something here, after the word `contact.` or `object.`. */
const kinds: Record<string, HubSpotEventKind> = {
  creation: 'creation',
  deletion: 'deletion',
  restore: 'restore',
  merge: 'merge',
  privacyDeletion: 'privacy_deletion',
}

const Id = Type.Union([
  Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  Type.String({ pattern: '^[1-9][0-9]{0,17}$' }),
])

/** HubSpot's fields in its own words; what is missing or beyond these says nothing here. */
const Said = Type.Object({
  portalId: Id,
  subscriptionType: Type.Optional(Type.String()),
  /** What one of HubSpot's tables calls the same. */
  eventType: Type.Optional(Type.String()),
  objectTypeId: Type.Optional(Type.String()),
  objectId: Type.Optional(Id),
  eventId: Type.Optional(Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER })),
  /** Milliseconds since 1970. */
  occurredAt: Type.Integer({ minimum: 0, maximum: 8_000_000_000_000 }),
  primaryObjectId: Type.Optional(Id),
  newObjectId: Type.Optional(Id),
  mergedObjectIds: Type.Optional(Type.Array(Id, { maxItems: 1_000 })),
})

/** What an event is here: one to work on, or why it is left alone. */
export type ReadEvent = { event: HubSpotEvent } | { left: 'malformed' | 'not_ours' }

/** Reads one event, in either of HubSpot's two naming schemes. */
export function readEvent(said: object): ReadEvent {
  if (!Value.Check(Said, said)) return { left: 'malformed' }
  const subscriptionType = said.subscriptionType ?? said.eventType ?? ''
  const [object, happened = '', ...more] = subscriptionType.split('.')
  const ofContact = object === 'contact' || (object === 'object' && said.objectTypeId === '0-1')
  const kind = Object.hasOwn(kinds, happened) && more.length === 0 ? kinds[happened] : undefined
  if (!ofContact || !kind) return { left: 'not_ours' }

  const into = said.newObjectId ?? said.primaryObjectId ?? said.objectId
  const objectId = said.objectId ?? into
  if (objectId === undefined || into === undefined) return { left: 'malformed' }
  const ids = [...(said.mergedObjectIds ?? []), said.primaryObjectId ?? into, objectId].map(String)
  const from = [...new Set(ids)].filter((id) => id !== String(into))
  return {
    event: {
      portalId: String(said.portalId),
      subscriptionType,
      objectId: String(objectId),
      eventId: String(said.eventId ?? ''),
      occurredAt: new Date(said.occurredAt),
      // Events of properties are left alone, and no other names one.
      propertyName: '',
      kind,
      merge: kind === 'merge' ? { into: String(into), from } : null,
      raw: Buffer.from(JSON.stringify(said)),
    },
  }
}
