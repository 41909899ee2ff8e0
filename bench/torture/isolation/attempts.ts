import { randomUUID } from 'node:crypto'
import { openRecord } from '../../../workbench/open-record.ts'
import type { Proof, Wish } from './ask-as.ts'
import type { Inhabitant } from './portals.ts'

/** One request that names something of somebody else. */
export interface Attempt {
  name: string
  proof: Proof
  wish: Wish
}

/** A route as the running relay documents it. */
export interface DocumentedRoute {
  method: string
  path: string
  /** JSON Schema of the body, where it has one. */
  body: Schema | null
}

export interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
  minItems?: number
}

/** What belongs to somebody, by kind; the kinds are also the names under which one asks for it. */
export type Belongings = Record<string, string[]>

/** Where the account that is spoken of is given by whoever may name any: HubSpot, in what it signs for the app. */
const mayName = (proof: Proof, edition: Inhabitant['edition']) => proof === 'hubspot' && edition === 'app'

/**
 * Every kind of the victim's belongings, in every part of the path, under every name of a query, in a header and in every
 * text of a body; and all of them at once.
 */
export function attemptsAt(
  route: DocumentedRoute,
  proof: Proof,
  attacker: Inhabitant,
  own: Belongings,
  theirs: Belongings,
): Attempt[] {
  const { method, path } = route
  const attempts: Attempt[] = []
  const who = `${method} ${path} as ${attacker.portalId} by ${proof}`
  const filled = (from: Belongings) =>
    path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => from[name]?.[0] ?? own[name]?.[0] ?? 'main')
  const home = filled({ ...own, lineId: ['main'] })
  const kinds = Object.entries(theirs).flatMap(([kind, values]) => values.map((value) => ({ kind, value })))
  const isGiven = (kind: string) => kind === 'portalId' && mayName(proof, attacker.edition)
  for (const [index, said] of (method === 'GET' ? [null] : bodiesFor(route, proof, own)).entries()) {
    const body = () => Buffer.from(said === null ? '' : JSON.stringify(fresh(said)))
    const add = (name: string, wish: Partial<Wish>) =>
      void attempts.push({ name: `${who}: ${name}`, proof, wish: { method, target: home, body: body(), ...wish } })
    for (const { kind, value } of kinds) {
      // What stands around a body is the same around each.
      if (index === 0) {
        add(`${kind} in the query`, { target: `${home}?${new URLSearchParams({ [kind]: value }).toString()}` })
        add(`${kind} in the headers`, { headers: headersOf(kind, value) })
        for (const [segment = '', name = ''] of path.matchAll(/\{(\w+)\}/g)) {
          const target = path
            .replace(segment, encodeURIComponent(value))
            .replaceAll(/\{(\w+)\}/g, (_all, other: string) =>
              other === 'lineId' ? 'main' : (own[other]?.[0] ?? 'main'),
            )
          add(`${kind} as ${name}`, { target })
        }
      }
      if (said === null) continue
      for (const place of textsOf(said)) {
        if (place.at(-1) === 'portalId' && isGiven(kind)) continue
        const changed = Buffer.from(JSON.stringify(asOpened(replaced(fresh(said), place, value), place)))
        add(`${kind} as ${place.join('.')}`, { body: changed })
      }
    }
    const query = new URLSearchParams(kinds.map(({ kind, value }) => [kind, value] as [string, string])).toString()
    const headers = Object.fromEntries(kinds.flatMap(({ kind, value }) => Object.entries(headersOf(kind, value))))
    add('everything in the path', { target: filled(theirs) })
    add('everything in path, query and headers', { target: `${filled(theirs)}?${query}`, headers })
  }
  if (method === 'GET') return attempts
  // All that the victim itself would say; and the same in the attacker's name.
  for (const portalId of mayName(proof, attacker.edition) ? [own.portalId] : [own.portalId, theirs.portalId]) {
    for (const said of bodiesFor(route, proof, { ...own, ...theirs, ...(portalId ? { portalId } : {}) })) {
      const body = Buffer.from(JSON.stringify(fresh(said)))
      attempts.push({ name: `${who}: everything in the body`, proof, wish: { method, target: home, body } })
    }
  }
  return attempts
}

/** Names under which a proxy or a careless server could look for it. */
function headersOf(kind: string, value: string): Record<string, string> {
  const name = kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const text = encodeURIComponent(value)
  return { [`x-${name}`]: text, [`x-hubspot-${name}`]: text, [`homing-of-${name}`]: text, cookie: `${kind}=${text}` }
}

/** Bodies that are right in everything, of what is one's own. */
export function bodiesFor({ body, path }: DocumentedRoute, proof: Proof, own: Belongings): unknown[] {
  if (proof === 'webhook') return phoneEvents(own)
  if (path === '/webhooks/hubspot') {
    const portalId = Number(own.portalId?.[0])
    const happened = ['deletion', 'merge', 'privacyDeletion', 'creation', 'propertyChange', 'associationChange']
    return happened.map((what) => [
      {
        ...{ portalId, subscriptionType: `contact.${what}`, objectId: 9, eventId: 1, occurredAt: Date.now() },
        ...(what === 'merge' ? { newObjectId: 8 } : {}),
        ...(what === 'propertyChange' ? { propertyName: 'phone', propertyValue: '+12025550143' } : {}),
        ...(what === 'associationChange' ? { fromObjectId: 9, toObjectId: 8 } : {}),
      },
    ])
  }
  const whole = body ? (fromSchema(body, '', own) as Record<string, unknown>) : {}
  if (!('retryOf' in whole)) return [whole]
  // Of one that is to be sent again, nothing else is looked at before that.
  const { retryOf, ...first } = whole
  return [first, { ...whole, retryOf: own.messageId?.[0] ?? retryOf }]
}

/** A value that fits a schema, of one's own belongings where a name says so. */
function fromSchema(schema: Schema, name: string, own: Belongings): unknown {
  if (schema.const !== undefined) return schema.const
  if (name === 'sections') return sectionsOf(own)
  if (schema.anyOf) return fromSchema(schema.anyOf[0] ?? {}, name, own)
  if (schema.type === 'object' && name === 'contact') {
    return openRecord({ id: own.contactId?.[0] ?? '1', properties: phoneOf(own) })
  }
  if (schema.type === 'object' && name === 'properties') return phoneOf(own)
  if (schema.type === 'object') {
    const entries = Object.entries(schema.properties ?? {}).filter(([one]) => !leftOut.has(one))
    return Object.fromEntries(entries.map(([one, inner]) => [one, fromSchema(inner, one, own)]))
  }
  if (schema.type === 'array') return schema.minItems ? [fromSchema(schema.items ?? {}, '', own)] : []
  if (schema.type === 'integer' || schema.type === 'number') {
    return Number((name === 'objectId' ? own.contactId : name === 'portalId' ? own.portalId : ['1'])?.[0])
  }
  // What is saved on trial is looked at as a whole, and leaves the attacker able to go on.
  if (schema.type === 'boolean') return name === 'trial'
  const known: Record<string, string | undefined> = {
    // A secret that this line does without, so that it goes on after the attempt.
    name: 'line/main/previousWebhookSecret',
    value: 'a-value-of-the-attacker',
    line: 'main',
    lineId: 'main',
    // What waits on the line that is paused could leave by the other.
    from: own.lineId?.[0],
    to: 'main',
    channel: 'sms',
    objectType: 'CONTACT',
    userEmail: 'ann@example.com',
    userId: '7',
    workspace: 'of-the-attacker',
    idempotencyKey: unused,
    callbackId: unused,
  }
  return known[name] ?? own[name]?.[0] ?? schema.enum?.[0] ?? 'Hello'
}

/** Would be refused before anything else is looked at. */
const leftOut = new Set(['attachments', 'attachment', 'subject', 'since', 'context'])

/** Settings as an admin of the attacker's would save them. */
const sectionsOf = (own: Belongings) => ({
  lines: [
    {
      ...{ id: 'main', label: 'Main', provider: 'simulator', channel: 'sms', address: own.lineAddress?.[0] },
      settings: { url: own.phoneUrl?.[0] },
    },
  ],
  routing: { ladder: [{ channel: 'sms', lineId: 'main' }] },
  autoSend: { lineId: 'main', message: 'Welcome' },
})

const unused = 'an-id-not-used-before'
const phoneOf = (own: Belongings) => ({ mobilephone: own.phone?.[0] ?? null })

function phoneEvents(own: Belongings): unknown[] {
  const message = {
    id: unused,
    seq: 1_000,
    from: own.phone?.[0],
    to: own.lineAddress?.[0],
    body: 'Hello',
    channel: 'sms',
    reference: null,
    status: 'received',
    at: new Date().toISOString(),
  }
  return [
    { type: 'message.received', message: { ...message, direction: 'from_phone' } },
    {
      type: 'message.status',
      message: { ...message, direction: 'to_phone', status: 'undelivered', reference: own.messageId?.[0] },
    },
  ]
}

/** The same with ids that nobody has used. */
const fresh = (said: unknown): unknown => JSON.parse(JSON.stringify(said).replaceAll(unused, () => randomUUID()))

type Place = (string | number)[]

/** Whoever names another contact says that this is the record that is open, or they would get no further. */
function asOpened(said: unknown, place: Place): unknown {
  if (place.join('.') !== 'contact.id') return said
  const { contact } = said as { contact: { id: string } }
  return replaced(said, ['contact', 'properties', 'hs_object_id'], contact.id)
}

/** Places of a body where an id could stand. */
function textsOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? [] : [place]
  return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, [...place, name]))
}

function replaced(value: unknown, [first, ...rest]: Place, by: string): unknown {
  if (first === undefined) return typeof value === 'number' && /^\d+$/.test(by) ? Number(by) : by
  const whole = value as Record<string, unknown>
  const inner = replaced(whole[first], rest, by)
  return Array.isArray(whole)
    ? whole.map((one: unknown, index) => (index === Number(first) ? inner : one))
    : { ...whole, [first]: inner }
}
