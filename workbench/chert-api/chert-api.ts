import { createHmac, randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { createFakeVendor, type FakeVendor, type VendorRequest } from '../fake-vendor/fake-vendor.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { chertProblemReply, type ChertRefusal } from './chert-problem-reply.ts'

export interface ChertApiOptions {
  signingSecret: string
  tenant?: string
  lines: readonly { id: string; number: string; active?: boolean }[]
  webhook: {
    url: string
    secret: string
    signature?: 'modern' | 'legacy'
    events?: readonly string[]
    active?: boolean
  }
  /** How `GET /events` shows an event: as its webhook, or with the webhook as `payload` inside. */
  history?: 'bare' | 'wrapped'
  now?: () => Date
}

export interface ChertMessage {
  id: string
  from: string
  to: string
  body: string
  /** What arrives: blank lines part a message into bubbles. */
  bubbles: string[]
}

export interface ChertApi extends Pick<FakeVendor, 'url' | 'listen' | 'close' | 'misbehave' | 'struck' | 'idle'> {
  messages(): ChertMessage[]
  /** Somebody writes to a line; `mine`: it comes back as one of ours. */
  write(message: { from: string; to: string; parts: object[]; mine?: boolean; group?: boolean }): void
  /** Keeps something in its list of events that it never told. */
  keep(event: object): void
  /** Tells of anything else. */
  tell(type: string, data: object): void
  /** The next send is refused so. */
  refuse(refusal: ChertRefusal): void
}

const sends = Compile(
  Type.Object(
    {
      phone: Type.String(),
      body: Type.String({ minLength: 1 }),
      idempotency_key: Type.Optional(Type.String()),
      name: Type.Optional(Type.String()),
      external_id: Type.Optional(Type.String()),
      phone_line_id: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
)
const link = /https?:\/\/|\bwww\.|\b[a-z0-9-]+\.(com|net|org|io|example)\b/i

/** Chert's messaging API on 127.0.0.1: keys, first-message rules, two forms of refusal, events kept before they leave. */
export function createChertApi(options: ChertApiOptions): ChertApi {
  const { now = () => new Date(), webhook, tenant } = options
  const messages: ChertMessage[] = []
  const events: { event_id: string; timestamp?: string; event_type: string }[] = []
  const keys = new Map<string, VendorReply>()
  const known = new Set<string>()
  const refusals: ChertRefusal[] = []
  let last = 0
  const vendor = createFakeVendor({
    sends: ({ method, path }) => method === 'POST' && path.endsWith('/send'),
    webhooks: { firstDelay: 20, attempts: 3 },
    answer,
    sign: ({ body }) => {
      const time = String(Math.floor(now().getTime() / 1000))
      const mac = createHmac('sha256', webhook.secret).update(`${time}.${body}`).digest('hex')
      const { event_type: type, event_id: id } = JSON.parse(body) as { event_type: string; event_id: string }
      return {
        'content-type': 'application/json',
        'x-webhook-event': type,
        'x-webhook-event-id': id,
        'x-webhook-signature': webhook.signature === 'legacy' ? `v1,${time},${mac}` : `t=${time},v1=${mac}`,
      }
    },
  })

  function answer(request: VendorRequest): VendorReply {
    const { method, path, headers, query } = request
    const form = path === '/api/v1/send' ? 'flat' : 'envelope'
    const no = (status: number, code: number, message: string) =>
      chertProblemReply({ status, code, message, retryable: false }, form)
    if (headers.authorization === undefined) return no(401, 2012, 'Auth missing')
    if (headers.authorization !== `Bearer ${options.signingSecret}`) return no(401, 2004, 'Invalid auth')
    if (tenant !== undefined && headers['x-chert-tenant'] !== tenant) return no(404, 2001, 'Tenant not found')
    if (method === 'GET' && path === '/api/v1/phone-numbers') {
      const list = options.lines.map(({ id, number, active = true }) => ({
        id: `number-${id}`,
        phone_line_id: id,
        phone_number: number,
        service: 'imessage',
        is_active: active,
      }))
      return { status: 200, body: { phone_numbers: list } }
    }
    if (method === 'GET' && path === '/api/v1/webhook-subscriptions') {
      const { url, events = [], active = true } = webhook
      const subscription = { id: 'subscription-1', url, events, version: '2026-04-01', is_active: active }
      return { status: 200, body: { subscriptions: [subscription] } }
    }
    if (method === 'GET' && path === '/api/v1/events') return list(query)
    if (method !== 'POST' || path !== '/api/v1/send') return no(404, 2011, 'Not found')
    return send(request, no)
  }

  function send({ body }: VendorRequest, no: (status: number, code: number, message: string) => VendorReply) {
    let wanted: unknown
    try {
      wanted = JSON.parse(body.toString('utf8'))
    } catch {
      return no(400, 1004, 'Invalid JSON')
    }
    if (!sends.Check(wanted)) return no(400, 1002, 'Invalid field value')
    const { phone, idempotency_key: key, phone_line_id: lineId } = wanted
    const kept = key === undefined ? undefined : keys.get(key)
    if (kept) return kept
    const refusal = refusals.shift()
    if (refusal) return chertProblemReply(refusal, 'flat')
    if (!/^\+[1-9]\d{6,14}$/.test(phone)) return no(400, 1003, 'Invalid phone number')
    const line = lineId === undefined ? options.lines[0] : options.lines.find(({ id }) => id === lineId)
    if (!line) return no(400, 2006, 'Phone not assigned to tenant')
    if (!known.has(phone) && link.test(wanted.body)) return no(400, 1005, 'First message contains URLs')
    known.add(phone)
    const bubbles = wanted.body.split(/\n\s*\n/)
    const message = { id: randomUUID(), from: line.number, to: phone, body: wanted.body, bubbles }
    messages.push(message)
    const ids = { message_id: message.id, lead_id: `lead-${phone}`, lead_created: false, convo_id: `convo-${phone}` }
    const reply: VendorReply = { status: 200, body: { status: 'sent', ...ids, phone_line_id: line.id } }
    if (key !== undefined) keys.set(key, reply)
    return reply
  }

  /** Newest first; `since` leaves out its own moment. */
  function list(query: URLSearchParams): VendorReply {
    const limit = Math.min(200, Number(query.get('limit') ?? 50) || 50)
    const start = Number(query.get('cursor') ?? 0) || 0
    const found = events
      .filter(({ event_type: type }) => type === (query.get('type') ?? type))
      .filter(({ timestamp }) => timestamp === undefined || timestamp > (query.get('since') ?? ''))
      .reverse()
    const shown = found.slice(start, start + limit).map((event) =>
      options.history === 'wrapped'
        ? {
            type: event.event_type,
            event_id: event.event_id,
            created_at: event.timestamp,
            status: 'delivered',
            payload: event,
          }
        : event,
    )
    const more = start + limit < found.length
    return { status: 200, body: { events: shown, next_cursor: more ? String(start + limit) : null } }
  }

  function tell(type: string, data: object): void {
    const timestamp = new Date((last = Math.max(last + 1, now().getTime()))).toISOString()
    const event = {
      event: type,
      event_id: `chert:msg:${randomUUID()}`,
      timestamp,
      api_version: 'v1',
      webhook_version: '2026-05-04',
      event_type: type,
      trace_id: randomUUID(),
      partner_id: 'tenant',
      data,
    }
    events.push(event)
    vendor.post(webhook.url, JSON.stringify(event))
  }

  return {
    get url() {
      return `${vendor.url}/api/v1`
    },
    async listen(port) {
      return `${await vendor.listen(port)}/api/v1`
    },
    close: () => vendor.close(),
    misbehave: (fault) => vendor.misbehave(fault),
    struck: () => vendor.struck(),
    idle: () => vendor.idle(),
    messages: () => messages,
    write({ from, to, parts, mine = false, group = false }) {
      known.add(from)
      const handle = (address: string, ours: boolean) => ({ handle: address, service: 'imessage', is_me: ours })
      tell('message.received', {
        chat: {
          id: `chat-${from}`,
          is_group: group,
          handles: [handle(to, true), handle(from, false)],
          owner_handle: handle(to, true),
        },
        message: {
          id: randomUUID(),
          direction: mine ? 'outbound' : 'inbound',
          sender_handle: handle(mine ? to : from, mine),
          parts,
        },
      })
    },
    keep(event) {
      events.push(event as (typeof events)[number])
    },
    tell,
    refuse: (refusal) => {
      refusals.push(refusal)
    },
  }
}
