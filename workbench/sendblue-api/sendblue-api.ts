import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { createFakeVendor, type FakeVendor, type VendorRequest } from '../fake-vendor/fake-vendor.ts'
import type { VendorReply } from '../fake-vendor/vendor-fault.ts'
import { listMessages, type Kept } from './list-messages.ts'
import { sendblueMessage, type SendblueRow } from './sendblue-message.ts'

export interface SendblueApiOptions {
  keyId: string
  secretKey: string
  /** The account's numbers. */
  lines: readonly string[]
  /** How they are, by Sendblue's word. */
  lineState?: string
  now?: () => Date
  notOnIMessage?: readonly string[]
  /** Numbers that opted out: nothing is sent to them. */
  optedOut?: readonly string[]
}

type WebhookType = 'receive' | 'outbound' | 'line_blocked' | 'typing_indicator'

/** Sendblue's API as a real HTTP server on 127.0.0.1. */
export interface SendblueApi extends Pick<FakeVendor, 'url' | 'listen' | 'close' | 'misbehave' | 'struck' | 'idle'> {
  addWebhook(type: WebhookType, url: string, secret: string): void
  messages(): SendblueRow[]
  /** Somebody writes to a line. */
  write(message: { from: string; to: string; body: string } & Partial<SendblueRow>): SendblueRow
  /** A colleague writes in the dashboard. */
  writeInDashboard(
    message: { from: string; to: string; body: string; by: string },
    how?: Partial<SendblueRow>,
  ): SendblueRow
  /** Something else than a message stands in the history. */
  keep(item: object): void
  /** A message of ours comes to stand elsewhere; `silent`: without a webhook. */
  change(handle: string, changes: Partial<SendblueRow>, silent?: boolean): void
  emit(type: WebhookType, body: object): void
}

const sends = Compile(
  Type.Object({
    number: Type.String({ pattern: '^\\+[1-9]\\d{6,14}$' }),
    from_number: Type.String(),
    content: Type.Optional(Type.String({ maxLength: 18_996 })),
    media_url: Type.Optional(Type.String({ pattern: '^https?://' })),
    send_style: Type.Optional(Type.String()),
    status_callback: Type.Optional(Type.String()),
    seat_id: Type.Optional(Type.String()),
  }),
)

export function createSendblueApi(options: SendblueApiOptions): SendblueApi {
  const { now = () => new Date() } = options
  const kept: Kept[] = []
  let last = 0
  const webhooks: { type: WebhookType; url: string; secret: string }[] = []
  const vendor = createFakeVendor({
    answer,
    sends: ({ path }) => path === '/api/send-message',
    sign: ({ url }) => ({ 'sb-signing-secret': webhooks.find((webhook) => webhook.url === url)?.secret ?? '' }),
  })

  /** No two messages bear the same time. */
  function tick(): Date {
    last = Math.max(last + 1, now().getTime())
    return new Date(last)
  }

  function answer(request: VendorRequest): VendorReply {
    const { headers, method, path, query } = request
    if (headers['sb-api-key-id'] !== options.keyId || headers['sb-api-secret-key'] !== options.secretKey) {
      return refused(401, 'Unauthorized', null)
    }
    if (method === 'POST' && path === '/api/send-message') return send(request)
    if (method !== 'GET') return refused(404, 'Not found', null)
    if (path === '/api/v2/messages') {
      const listed = listMessages(kept, query)
      return typeof listed === 'string' ? refused(400, listed, 4000) : { status: 200, body: listed }
    }
    if (path === '/api/evaluate-service') return evaluate(query.get('number'))
    if (path === '/api/v2/lines/state') return lineStates()
    if (path === '/api/account/webhooks') return listWebhooks()
    return refused(404, 'Not found', null)
  }

  function send(request: VendorRequest): VendorReply {
    const wish = parsed(request.body)
    if (!sends.Check(wish)) return refused(400, 'Missing or invalid parameters', 4000)
    const { number, from_number: line, content = '', media_url: media = '' } = wish
    if (!options.lines.includes(line)) return refused(400, 'from_number is not on your account', 4000)
    if (content === '' && media === '') return refused(400, 'content or media_url is required', 4000)
    if (options.optedOut?.includes(number)) {
      return { status: 400, body: { ...refusal('Recipient has opted out', 4002), opted_out: true } }
    }
    const row = add({ number, sendblue_number: line, content, media_url: media, is_outbound: true })
    emit('outbound', row)
    const { accountEmail, date_sent: created, ...rest } = row
    return { status: 202, body: { account_email: accountEmail, date_created: created, ...rest } }
  }

  function evaluate(number: string | null): VendorReply {
    if (!number) return refused(400, 'number is required', 4000)
    const service = options.notOnIMessage?.includes(number) ? 'SMS' : 'iMessage'
    return { status: 200, body: { number, service } }
  }

  function lineStates(): VendorReply {
    const data = options.lines.map((line) => ({
      sendblue_number: line,
      status: options.lineState ?? 'ONLINE',
      assignment: 'assigned',
      worker_id: 'w-1',
    }))
    return { status: 200, body: { status: 'OK', snapshot_at: now().toISOString(), data } }
  }

  function listWebhooks(): VendorReply {
    const listed: Record<string, object[]> = { receive: [], outbound: [], line_blocked: [], typing_indicator: [] }
    for (const { type, url, secret } of webhooks) listed[type]?.push({ url, secret })
    return { status: 200, body: { status: 'OK', webhooks: listed } }
  }

  function add(fields: Omit<Parameters<typeof sendblueMessage>[0], 'at' | 'message_handle'>): SendblueRow {
    const at = tick()
    const row = sendblueMessage({ at, message_handle: randomUUID().toUpperCase(), ...fields })
    kept.push({ ...row, created: at.getTime() })
    return row
  }

  function emit(type: WebhookType, body: object): void {
    for (const webhook of webhooks) if (webhook.type === type) vendor.post(webhook.url, JSON.stringify(body))
  }

  return {
    get url() {
      return vendor.url
    },
    listen: vendor.listen,
    close: vendor.close,
    misbehave: vendor.misbehave,
    struck: vendor.struck,
    idle: vendor.idle,
    addWebhook(type, url, secret) {
      webhooks.push({ type, url, secret })
    },
    messages: () => kept,
    write({ from, to, body, ...rest }) {
      const row = add({ number: from, sendblue_number: to, content: body, is_outbound: false, ...rest })
      emit('receive', row)
      return row
    },
    writeInDashboard({ from, to, body, by }, how) {
      const seat = { seat_id: randomUUID(), sender_email: by, status: 'SENT', ...how }
      const row = add({ number: to, sendblue_number: from, content: body, is_outbound: true, ...seat })
      emit('outbound', row)
      return row
    },
    keep(item) {
      const at = tick()
      kept.push({ date_updated: at.toISOString(), created: at.getTime(), ...item } as Kept)
    },
    change(handle, changes, silent = false) {
      const row = kept.find((message) => message.message_handle === handle)
      if (!row) throw new Error(`There is no message ${handle}.`)
      Object.assign(row, { date_updated: tick().toISOString() }, changes)
      const { created: _, ...shown } = row
      if (!silent) emit('outbound', shown)
    },
    emit,
  }
}

function refusal(message: string, code: number | null): object {
  return { status: 'ERROR', error_code: code, error_message: message }
}

function refused(status: number, message: string, code: number | null): VendorReply {
  return { status, body: refusal(message, code) }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
