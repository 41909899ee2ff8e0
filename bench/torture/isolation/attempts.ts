import { randomUUID } from 'node:crypto'
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

/** Who may come to a route: by its first words, and by all of them where nobody has said. */
function proofsFor(path: string, edition: Inhabitant['edition']): Proof[] {
  const card: Proof = edition === 'app' ? 'fetch' : 'function'
  if (path.startsWith('/card/')) return [card]
  if (path.startsWith('/admin/')) return edition === 'app' ? ['fetch'] : ['function']
  if (path.startsWith('/workflow/') || path === '/webhooks/hubspot') return ['hubspot']
  if (path.startsWith('/webhooks/')) return ['webhook']
  if (path.startsWith('/oauth/') || /^\/(healthz|readyz)$/.test(path)) return ['none']
  return [card, 'hubspot', 'webhook', 'none']
}

/** Every kind of the victim's belongings, in every part of the path, under every name of a query and in every text of a body. */
export function attemptsAt(
  route: DocumentedRoute,
  attacker: Inhabitant,
  own: Belongings,
  theirs: Belongings,
): Attempt[] {
  const { method, path } = route
  const attempts: Attempt[] = []
  const kinds = Object.entries(theirs).flatMap(([kind, values]) => values.map((value) => ({ kind, value })))
  for (const proof of proofsFor(path, attacker.edition)) {
    const who = `${method} ${path} as ${attacker.portalId} by ${proof}`
    const home = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => own[name]?.[0] ?? 'main')
    const bodies = method === 'GET' ? [null] : bodiesFor(route, proof, own)
    for (const said of bodies) {
      const body = () => Buffer.from(said === null ? '' : JSON.stringify(fresh(said)))
      for (const { kind, value } of kinds) {
        const added = `${home}?${new URLSearchParams({ [kind]: value }).toString()}`
        attempts.push({ name: `${who}: ${kind} in the query`, proof, wish: { method, target: added, body: body() } })
        for (const [segment = '', name = ''] of path.matchAll(/\{(\w+)\}/g)) {
          const target = path
            .replace(segment, encodeURIComponent(value))
            .replaceAll(/\{(\w+)\}/g, (_all, other: string) => own[other]?.[0] ?? 'main')
          attempts.push({ name: `${who}: ${kind} as ${name}`, proof, wish: { method, target, body: body() } })
        }
        if (said === null) continue
        for (const place of textsOf(said)) {
          // HubSpot names the account in what it signs, and whoever runs the relay may name any.
          const isGiven = place.at(-1) === 'portalId' && kind === 'portalId'
          if (isGiven && ((proof === 'hubspot' && attacker.edition === 'app') || path.startsWith('/admin/'))) continue
          const changed = Buffer.from(JSON.stringify(replaced(fresh(said), place, value)))
          const name = `${who}: ${kind} as ${place.join('.')}`
          attempts.push({ name, proof, wish: { method, target: home, body: changed } })
        }
      }
    }
  }
  return attempts
}

/** Bodies that are right in everything, of what is one's own. */
function bodiesFor({ body, path }: DocumentedRoute, proof: Proof, own: Belongings): unknown[] {
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
  return [body ? fromSchema(body, '', own) : {}]
}

/** A value that fits a schema, of one's own belongings where a name says so. */
function fromSchema(schema: Schema, name: string, own: Belongings): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.anyOf) return fromSchema(schema.anyOf[0] ?? {}, name, own)
  if (schema.type === 'object' && name === 'contact') return { id: own.contactId?.[0], properties: phoneOf(own) }
  if (schema.type === 'object' && name === 'properties') return phoneOf(own)
  if (schema.type === 'object') {
    const entries = Object.entries(schema.properties ?? {}).filter(([one]) => !leftOut.has(one))
    return Object.fromEntries(entries.map(([one, inner]) => [one, fromSchema(inner, one, own)]))
  }
  if (schema.type === 'array') return schema.minItems ? [fromSchema(schema.items ?? {}, '', own)] : []
  if (schema.type === 'integer' || schema.type === 'number') {
    return Number((name === 'objectId' ? own.contactId : name === 'portalId' ? own.portalId : ['1'])?.[0])
  }
  if (schema.type === 'boolean') return false
  const known: Record<string, string | undefined> = {
    line: 'main',
    lineId: 'main',
    channel: 'sms',
    objectType: 'CONTACT',
    userEmail: 'ann@example.com',
    userId: '7',
    workspace: 'of-the-attacker',
    idempotencyKey: unused,
    callbackId: unused,
  }
  return known[name] ?? own[name]?.[0] ?? 'Hello'
}

/** Would be refused before anything else is looked at. */
const leftOut = new Set(['attachments', 'attachment', 'subject', 'since', 'context'])

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
