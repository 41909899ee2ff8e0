import { createHmac, randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { createFakeVendor, type FakeVendor, type VendorRequest } from '../fake-vendor/fake-vendor.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { replyRows, type TucoMessage, type TucoReply } from './tuco-history.ts'
import { replyPayload, statusPayload, type TucoForm } from './tuco-payload.ts'

export interface TucoApiOptions {
  apiKey: string
  lines: readonly { id: string; phone: string; active?: boolean }[]
  webhook: { url: string; secret: string; events: string[] }
  form?: TucoForm
  withoutIMessage?: readonly string[]
  doNotContact?: readonly string[]
  /** Messages a line sends a day; what comes on top waits, and nobody is told. 75 by default. */
  perDay?: number
  /** Questions about availability a line may ask a day. 70 by default. */
  checksPerDay?: number
  /** Leaves out the same words to the same person within a minute. Announced by Tuco, not yet seen. */
  guardsDoubles?: boolean
  pastDue?: boolean
  now?: () => Date
}

export interface TucoApi extends Pick<FakeVendor, 'url' | 'listen' | 'close' | 'misbehave' | 'struck' | 'idle'> {
  messages(): TucoMessage[]
  write(reply: { from: string; lineId: string; words: string; files?: TucoReply['files'] }): void
  /** Tells what became of a message. */
  report(id: string, event: string, said?: string): void
  /** The history shows this person's row so from now on. */
  damage(from: string, members: object): void
  /** Posts anything else. */
  tell(event: object): void
}

const sends = Compile(
  Type.Object(
    {
      message: Type.Optional(Type.String()),
      messageType: Type.Optional(Type.String()),
      fromLineId: Type.Optional(Type.String()),
      recipientPhone: Type.Optional(Type.String()),
      recipientEmail: Type.Optional(Type.String()),
      batchId: Type.Optional(Type.String()),
      attachmentUrls: Type.Optional(Type.Array(Type.String())),
      attachmentNames: Type.Optional(Type.Array(Type.String())),
    },
    { additionalProperties: false },
  ),
)

/** Tuco's API on 127.0.0.1: caps that never refuse, webhooks that are never repeated, a history of people, not of lines. */
export function createTucoApi(options: TucoApiOptions): TucoApi {
  const { now = () => new Date(), form = 'flat', webhook, lines } = options
  const sent: TucoMessage[] = []
  const replies: TucoReply[] = []
  const damaged = new Map<string, object>()
  let last = 0
  let checks = 0
  const tick = () => new Date((last = Math.max(last + 1, now().getTime()))).toISOString()
  const vendor = createFakeVendor({
    sends: ({ method, path }) => method === 'POST' && path === '/api/messages',
    webhooks: { retry: false },
    answer,
    sign: ({ body }) => ({
      'content-type': 'application/json',
      'x-tuco-signature': createHmac('sha256', webhook.secret).update(body).digest('hex'),
      'x-tuco-event': (JSON.parse(body) as { event: string }).event,
      'x-tuco-timestamp': now().toISOString(),
    }),
  })

  function answer(request: VendorRequest): VendorReply {
    const { method, path, headers, query } = request
    if (headers.authorization !== `Bearer ${options.apiKey}`) return no(401, 'Unauthorized')
    switch (`${method} ${path}`) {
      case 'POST /api/messages':
        return send(request)
      case 'GET /api/replies':
        return list(query)
      case 'POST /api/check-availability-rr':
        return available(request)
      case 'GET /api/lines/by-user':
        return {
          status: 200,
          body: { lines: lines.map(({ id, phone, active = true }) => ({ _id: id, phone, isActive: active })) },
        }
      case 'GET /api/webhooks':
        return { status: 200, body: { webhooks: [{ id: 'webhook-1', ...webhook, secret: undefined, isActive: true }] } }
      default:
        return no(404, 'Not found')
    }
  }

  function send({ body }: VendorRequest): VendorReply {
    const wanted = parsed(body)
    if (options.pastDue) return { status: 402, body: { error: 'READ_ONLY', code: 'READ_ONLY', reason: 'past_due' } }
    if (!sends.Check(wanted)) return no(400, 'Request body must be a JSON object')
    const { message = '', messageType = 'imessage', recipientPhone, attachmentUrls = [], batchId = null } = wanted
    if (message === '' && attachmentUrls.length === 0) return no(400, 'Message and attachmentUrls cannot both be empty')
    if (!['imessage', 'sms', 'email'].includes(messageType)) return no(400, 'Invalid messageType.')
    if (attachmentUrls.length > 2) return no(400, 'Maximum 2 attachments per message')
    if (!recipientPhone && !wanted.recipientEmail) return no(400, 'Either recipientEmail or recipientPhone is required')
    const phone = recipientPhone ?? wanted.recipientEmail ?? ''
    if (options.doNotContact?.includes(phone)) return no(403, 'Contact is on the Do Not Contact list')
    const line = lines.find(({ id, active = true }) => active && id === (wanted.fromLineId ?? id))
    if (!line) return no(400, 'No active lines in workspace. Add and activate a line, or provide fromLineId.')
    const double = sent.find((one) => one.recipientPhone === phone && same(one.message, message))
    if (options.guardsDoubles && double) {
      return {
        status: 200,
        body: { success: true, skipped: true, reason: 'duplicate_send_recent', originalMessageId: double._id },
      }
    }
    const waits = sent.filter(({ fromLineId }) => fromLineId === line.id).length >= (options.perDay ?? 75)
    const fallback = messageType === 'imessage' && options.withoutIMessage?.includes(phone) === true
    const status = fallback ? 'fallback' : waits ? 'scheduled' : 'pending'
    const kept: TucoMessage = {
      _id: objectId(),
      message,
      messageType,
      status,
      fromLineId: line.id,
      recipientPhone: phone,
      batchId,
      attachmentUrls,
      sentAt: tick(),
    }
    if (!fallback) sent.push(kept)
    return { status: 201, body: { success: true, status, leadId: `lead-${phone}`, message: kept } }
  }

  function list(query: URLSearchParams): VendorReply {
    const limit = Math.min(100, Number(query.get('limit') ?? 50) || 50)
    const page = Number(query.get('page') ?? 1) || 1
    const rows = replyRows(replies, sent).map((row) => ({ ...row, ...damaged.get(row.recipientPhone) }))
    const shown = rows.slice((page - 1) * limit, page * limit)
    const totalPages = Math.ceil(rows.length / limit)
    return { status: 200, body: { replies: shown, total: rows.length, page, limit, totalPages } }
  }

  function available({ body }: VendorRequest): VendorReply {
    const { phones = [], emails = [] } = parsed(body) as { phones?: string[]; emails?: string[] }
    const [address] = [...phones, ...emails]
    if (!address) return { status: 400, body: { available: false, reason: 'No phone or email addresses provided' } }
    checks += 1
    if (checks > (options.checksPerDay ?? 70) * lines.length) {
      const exhausted = { available: false, reason: 'Daily availability check quota exhausted' }
      return { status: 429, headers: { 'retry-after': '3600' }, body: exhausted }
    }
    if (!options.withoutIMessage?.includes(address)) return { status: 200, body: { available: true } }
    return { status: 200, body: { available: false, reason: 'Contact not available on iMessage' } }
  }

  function tell(event: object): void {
    const { event: type } = event as { event: string }
    if (webhook.events.includes(type)) vendor.post(webhook.url, JSON.stringify(event))
  }

  return {
    get url() {
      return vendor.url
    },
    listen: (port) => vendor.listen(port),
    close: () => vendor.close(),
    misbehave: (fault) => vendor.misbehave(fault),
    struck: () => vendor.struck(),
    idle: () => vendor.idle(),
    messages: () => sent,
    write({ from, lineId, words, files = [] }) {
      const reply: TucoReply = { id: objectId(), lineId, phone: from, words, files, at: tick() }
      replies.push(reply)
      tell(replyPayload(form, reply, sent, now().toISOString()))
    },
    report(id, event, said) {
      const message = sent.find(({ _id }) => _id === id)
      if (!message) return
      if (event !== 'message.opened') message.status = event.slice('message.'.length)
      tell(statusPayload(form, event, message, now().toISOString(), said))
    },
    damage(from, members) {
      damaged.set(from, members)
    },
    tell,
  }
}

function no(status: number, error: string): VendorReply {
  return { status, body: { error } }
}

function same(one: string, other: string): boolean {
  const plain = (words: string) => words.toLowerCase().trim().replace(/\s+/g, ' ')
  return plain(one) === plain(other)
}

function objectId(): string {
  return randomBytes(12).toString('hex')
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
