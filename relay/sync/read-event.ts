import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { HubSpotEvent, HubSpotEventKind } from '../store/hubspot/hubspot-events.ts'

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
  /** What these are counts only where the event is of that kind, and no other is refused for them. */
  propertyName: Type.Optional(Type.Unknown()),
  propertyValue: Type.Optional(Type.Unknown()),
  associationType: Type.Optional(Type.Unknown()),
  fromObjectId: Type.Optional(Type.Unknown()),
  toObjectId: Type.Optional(Type.Unknown()),
  associationRemoved: Type.Optional(Type.Unknown()),
})
type Said = Static<typeof Said>

/** What an event is here: one to store, with the value of its property, or why it is left alone. */
export type ReadEvent = { event: HubSpotEvent; value: string } | { left: 'malformed' | 'not_ours' }

/** Reads one event, in either of HubSpot's two naming schemes. */
export function readEvent(said: object): ReadEvent {
  if (!Value.Check(Said, said)) return { left: 'malformed' }
  const subscriptionType = said.subscriptionType ?? said.eventType ?? ''
  const [object, happened = '', ...more] = subscriptionType.split('.')
  const ofContact = object === 'contact' || (object === 'object' && said.objectTypeId === '0-1')
  const kind = Object.hasOwn(kinds, happened) && more.length === 0 ? kinds[happened] : undefined
  if (!ofContact || !kind) return { left: 'not_ours' }

  const into = said.newObjectId ?? said.primaryObjectId ?? said.objectId ?? idOf(said.fromObjectId)
  const objectId = said.objectId ?? into
  if (objectId === undefined || into === undefined) return { left: 'malformed' }
  if (kind === 'property' && wordOf(said.propertyName) === '') return { left: 'malformed' }
  const ids = [...(said.mergedObjectIds ?? []), said.primaryObjectId ?? into, objectId].map(String)
  const from = [...new Set(ids)].filter((id) => id !== String(into))
  return {
    event: {
      portalId: String(said.portalId),
      subscriptionType,
      objectId: String(objectId),
      eventId: String(said.eventId ?? ''),
      occurredAt: new Date(said.occurredAt),
      propertyName: distinguishing(kind, said),
      propertyValue: null,
      kind,
      merge: kind === 'merge' ? { into: String(into), from } : null,
      raw: Buffer.from(JSON.stringify(kind === 'property' ? { ...said, propertyValue: undefined } : said)),
    },
    value: typeof said.propertyValue === 'string' ? said.propertyValue : '',
  }
}

/** What tells an event from others of the same contact at the same moment: its property, or what it was associated with. */
function distinguishing(kind: HubSpotEventKind, said: Said): string {
  if (kind === 'property') return wordOf(said.propertyName)
  if (kind !== 'association') return ''
  const between = [idOf(said.fromObjectId), idOf(said.toObjectId)]
  return [wordOf(said.associationType), ...between, said.associationRemoved === true].join(' ')
}

function idOf(value: unknown): Static<typeof Id> | undefined {
  return Value.Check(Id, value) ? value : undefined
}

/** A name as HubSpot gives them to properties and associations; empty for whatever else it is. */
function wordOf(value: unknown): string {
  return typeof value === 'string' && /^\w{1,200}$/.test(value) ? value : ''
}
