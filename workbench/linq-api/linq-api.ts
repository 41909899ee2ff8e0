import { randomUUID } from 'node:crypto'
import { createFakeVendor, type FakeVendor, type VendorRequest } from '../fake-vendor/fake-vendor.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { signWebhook } from '../phone-network/sign-webhook.ts'
import { createLinqChats, type LinqChat, type LinqMessage } from './linq-chats.ts'
import { LinqProblem } from './linq-problem.ts'
import { createLinqUploads } from './linq-uploads.ts'
import { chatShape, eventData, messageShape, sentShape } from './linq-shapes.ts'
import { holdsLink, takeFollowUp, takeNewChat, type Wanted } from './take-message.ts'

export interface LinqApiOptions {
  token: string
  /** Signs webhooks; several while a subscription is being replaced. */
  secret: string | readonly string[]
  numbers: readonly string[]
  /** Where events go; the version stands in the query. */
  subscriptions: { target_url: string; subscribed_events: string[] }[]
  /** People without iMessage. */
  withoutIMessage?: readonly string[]
  now?: () => Date
}

export interface LinqApi extends Pick<FakeVendor, 'url' | 'listen' | 'close' | 'misbehave' | 'struck' | 'idle'> {
  messages(): LinqMessage[]
  write(message: { from: string; to: string; parts: LinqMessage['parts']; group?: boolean }): LinqMessage
  /** A colleague writes in Linq's app. */
  writeInApp(message: { from: string; to: string; parts: LinqMessage['parts'] }): LinqMessage
  /** Moves a message on and tells of it. */
  report(id: string, status: 'sent' | 'delivered' | 'read' | 'failed'): void
  /** Tells of a message of ours as if somebody had written it. */
  echo(id: string): void
  /** Tells of anything else. */
  tell(type: string, data: object): void
}

/** Linq's Partner API v3 on 127.0.0.1: keys, the rule on first links, chats and their history, signed events. */
export function createLinqApi(options: LinqApiOptions): LinqApi {
  const { now = () => new Date() } = options
  const chats = createLinqChats(now)
  const uploads = createLinqUploads()
  // Kept by path: nothing says that a key holds across endpoints, so it does not.
  const keys = new Map<string, VendorReply>()
  const vendor = createFakeVendor({
    sends: ({ method, path }) => method === 'POST' && path.startsWith('/v3/chats'),
    sign: ({ body }) => ({
      'content-type': 'application/json',
      ...signWebhook(options.secret, { id: eventId(body), at: now().getTime(), body }),
    }),
    answer(request) {
      try {
        return answer(request)
      } catch (problem) {
        if (problem instanceof LinqProblem) return problem.reply
        throw problem
      }
    },
  })

  function answer(request: VendorRequest): VendorReply {
    const { method, path, query, headers, body } = request
    if (method === 'PUT' && path.startsWith('/store/')) return uploads.store(request)
    if (headers.authorization !== `Bearer ${options.token}`) throw new LinqProblem(401, 2004, 'Unauthorized')
    const [, version, room, id, below] = path.split('/')
    const asked = `${method} /${version}/${room}`
    if (asked === 'GET /v3/phone_numbers') {
      return { status: 200, body: { phone_numbers: options.numbers.map((number) => ({ phone_number: number })) } }
    }
    if (asked === 'GET /v3/webhook-subscriptions') {
      return { status: 200, body: { subscriptions: options.subscriptions.map((one) => ({ ...one, is_active: true })) } }
    }
    if (asked === 'POST /v3/capability' && id === 'check_imessage') {
      const { address } = parsed(body) as { address: string }
      return { status: 200, body: { address, available: !options.withoutIMessage?.includes(address) } }
    }
    if (asked === 'POST /v3/attachments') return uploads.reserve(parsed(body), vendor.url)
    if (asked === 'GET /v3/chats' && id === undefined) {
      const [from, to] = [query.get('from') ?? '', query.get('to')]
      const found = chats.of(from).filter(({ person }) => to === null || person === to)
      found.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1))
      return page('chats', found.map(chatShape), query)
    }
    if (asked === 'GET /v3/chats' && below === 'messages') {
      const chat = chats.get(id ?? '')
      if (!chat || chat.gone) throw new LinqProblem(404, 2001, 'Chat not found')
      return page('messages', [...chat.messages].reverse().map(messageShape), query)
    }
    if (asked === 'POST /v3/chats' && id === undefined) {
      const wanted = takeNewChat(parsed(body))
      return once(path, headers, wanted.message, () => sendToNew(wanted))
    }
    if (asked === 'POST /v3/chats' && below === 'messages') {
      const message = takeFollowUp(parsed(body))
      return once(path, headers, message, () => {
        const chat = chats.get(id ?? '')
        if (!chat) throw new LinqProblem(404, 2001, 'Chat not found')
        const sent = add(chat, message)
        return { status: 202, body: { chat_id: chat.id, message: sentShape(sent) } }
      })
    }
    throw new LinqProblem(404, 2001, 'There is nothing here.')
  }

  function sendToNew({ from, to, message }: Wanted): VendorReply {
    if (!options.numbers.includes(from)) throw new LinqProblem(403, 2006, 'No permission to send from this number')
    const known = chats.find(from, to)
    if (!known && holdsLink(message)) throw new LinqProblem(400, 1005, 'First message of a new chat cannot be a link')
    const chat = known ?? chats.open(from, to)
    const sent = add(chat, message)
    return { status: 201, body: { chat: { ...chatShape(chat), message: sentShape(sent) } } }
  }

  function add(
    chat: LinqChat,
    { parts, idempotency_key: key, preferred_service: preferred }: Wanted['message'],
  ): LinqMessage {
    const files = parts.flatMap(({ attachment_id: id }) => (id === undefined ? [] : [uploads.file(id)]))
    return chats.add(chat, { mine: true, parts, key: key ?? null, files, ...(preferred ? { preferred } : {}) })
  }

  /** The first answer again for a key that is known. */
  function once(path: string, headers: VendorRequest['headers'], message: Wanted['message'], work: () => VendorReply) {
    const [inHeader, inBody] = [headers['idempotency-key'], message.idempotency_key]
    if (inHeader && inBody && inHeader !== inBody) throw new LinqProblem(400, 1004, 'Two different idempotency keys.')
    const key = inHeader ?? inBody
    const kept = key === undefined ? undefined : keys.get(`${path} ${key}`)
    if (kept) return kept
    const reply = work()
    if (key !== undefined) keys.set(`${path} ${key}`, reply)
    return reply
  }

  function tell(type: string, data: (version: string) => object): void {
    for (const { target_url: url, subscribed_events: events } of options.subscriptions) {
      if (!events.includes(type)) continue
      const version = new URL(url).searchParams.get('version') ?? '2025-01-01'
      const envelope = { api_version: 'v3', webhook_version: version, event_type: type, event_id: randomUUID() }
      const rest = { created_at: now().toISOString(), trace_id: randomUUID(), partner_id: 'partner' }
      vendor.post(url, JSON.stringify({ ...envelope, ...rest, data: data(version) }))
    }
  }

  const at = () => now().toISOString()

  return {
    get url() {
      return vendor.url
    },
    listen: (port) => vendor.listen(port),
    close: () => vendor.close(),
    misbehave: (fault) => vendor.misbehave(fault),
    struck: () => vendor.struck(),
    idle: () => vendor.idle(),
    messages: () => chats.all(),
    write({ from, to, parts, group = false }) {
      const chat = (group ? undefined : chats.find(to, from)) ?? chats.open(to, from, group)
      const message = chats.add(chat, { mine: false, parts, key: null })
      tell('message.received', (version) => eventData(message, version, at(), 'inbound'))
      return message
    },
    writeInApp({ from, to, parts }) {
      const message = chats.add(chats.find(from, to) ?? chats.open(from, to), { mine: true, parts, key: null })
      message.status = 'sent'
      tell('message.sent', (version) => eventData(message, version, at(), 'outbound'))
      return message
    },
    report(id, status) {
      const message = chats.message(id)
      if (!message) return
      message.status = status
      chats.touch(message)
      const failure = { code: 4001, failed_at: at(), chat_id: message.chat.id, message_id: id, reason: 'Not delivered' }
      tell(`message.${status}`, (version) =>
        status === 'failed' ? failure : eventData(message, version, at(), 'outbound'),
      )
    },
    echo(id) {
      const message = chats.message(id)
      if (message) tell('message.received', (version) => eventData(message, version, at(), 'outbound'))
    },
    tell: (type, data) => tell(type, () => data),
  }
}

function page(name: string, items: object[], query: URLSearchParams): VendorReply {
  const limit = Math.min(100, Number(query.get('limit') ?? 20) || 20)
  const start = Number(query.get('cursor') ?? 0) || 0
  const end = start + limit
  return {
    status: 200,
    body: { [name]: items.slice(start, end), next_cursor: end < items.length ? String(end) : null },
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new LinqProblem(400, 1003, 'Request body is malformed or contains invalid JSON')
  }
}

/** The event's id is the webhook's, too, whatever the number of tries. */
function eventId(body: string): string {
  return (JSON.parse(body) as { event_id: string }).event_id
}
