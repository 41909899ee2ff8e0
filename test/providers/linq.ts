import type { Line, Received, WebhookRequest } from '../../relay/providers/provider.ts'
import { createLinqApi } from '../../workbench/linq-api/linq-api.ts'
import { LinqProblem } from '../../workbench/linq-api/linq-problem.ts'
import { closedPort } from './closed-port.ts'
import type { ProviderDescriptor, World } from './descriptor.ts'
import { vendorFault, type VendorWords } from './vendor-fault.ts'

const address = '+14155550100'
const secret = 'whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0'
const events = [
  'message.received',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.failed',
  'message.edited',
  'reaction.added',
  'phone_number.status_updated',
]

const words: VendorWords = {
  throttled: (seconds) =>
    new LinqProblem(429, 1007, 'Daily message limit exceeded', seconds ? { 'retry-after': String(seconds) } : {}).reply,
  refused: new LinqProblem(400, 1004, 'Message content or parts are invalid').reply,
  failed: new LinqProblem(500, 3006, 'Internal server error').reply,
}

export const descriptor: ProviderDescriptor = {
  start,
  writtenSigns: true,
  impossible: {},
  page: 100,
  also: ['answerSends', 'writeOdd', 'writeElsewhere'],
  codes: {
    mean: {
      1002: 'address',
      1004: 'message',
      1007: 'not now',
      3004: 'not now',
      2006: 'line',
      2008: 'pair',
      2024: 'opted_out',
      4001: 'unknown',
      4002: 'line',
      5005: 'message',
      9999: 'unknown',
    },
    answer: (code) => new LinqProblem(400, Number(code), 'Because.').reply,
    delivery: (code) =>
      eventOf('message.failed', { code: Number(code), message_id: 'm-1', failed_at: '2026-11-02T10:00:00.000Z' }),
  },
  check: { reachable: '+14155561001', unreachable: '+14155569999' },
  webhooks: {
    // Standard Webhooks sign id, time and body; the target is not part of it.
    covers: { body: true, time: true, target: false },
    without: (request) =>
      ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => withoutHeader(request, name)),
    otherSecret: (line) =>
      withSettings(line, { webhookSecret: 'whsec_b3RoZXI=', previousWebhookSecret: 'whsec_YW5vdGhlcg==' }),
    rotating: (line) => withSettings(line, { webhookSecret: 'whsec_bmV3ZXI=', previousWebhookSecret: secret }),
  },
  statuses: {
    become: {
      'message.sent': 'sent',
      'message.delivered': 'delivered',
      'message.read': 'read',
      'message.edited': 'ignored',
    },
    delivery: (word) => eventOf(word, statusData),
  },
}

async function start(callbackUrl: string): Promise<World> {
  const api = createLinqApi({
    token: 'a-token',
    secret,
    numbers: [address],
    subscriptions: [{ target_url: `${callbackUrl}?version=2026-02-03`, subscribed_events: events }],
    withoutIMessage: ['+14155569999'],
  })
  const url = await api.listen()
  const line: Line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl,
    settings: { url, apiToken: 'a-token', webhookSecret: secret },
  }
  return {
    line,
    deadLine: withSettings(line, { url: `http://127.0.0.1:${await closedPort()}` }),
    person: (n) => `+1415556${String(1000 + n)}`,
    arrived: () =>
      api
        .messages()
        .filter(({ mine }) => mine)
        .map(({ id, chat, parts, files }) => ({
          providerId: id,
          from: chat.line,
          to: chat.person,
          body: parts.map(({ value }) => value ?? '').join(''),
          ...(files.length > 0 ? { files } : {}),
        })),
    misbehave: (how) => api.misbehave(vendorFault(how, words)),
    behave: () => api.misbehave(),
    answerSends: (answer) => api.misbehave({ mode: 'fail', after: true, answer }),
    writeOdd: () => {
      api.write({ from: '+14155561009', to: address, parts: [] }).odd = { id: null, parts: 'none', reply_to: 7 }
    },
    writeElsewhere: ({ to, body }) => {
      api.writeInApp({ from: address, to, parts: [{ type: 'text', value: body }] })
    },
    struck: () => api.struck() > 0,
    write: ({ from, body }) => {
      api.write({ from, to: address, parts: [{ type: 'text', value: body }] })
    },
    writeFile: (from) => {
      const url = 'https://cdn.linqapp.example/photo.jpg'
      api.write({ from, to: address, parts: [{ type: 'media', url, filename: 'photo.jpg', mime_type: 'image/jpeg' }] })
    },
    echo: ({ providerId }) => api.echo(providerId),
    settle: ({ providerId }) => {
      api.report(providerId, 'delivered')
      return 'delivered'
    },
    stages: ({ providerId }) => {
      for (const status of ['sent', 'delivered', 'read'] as const) api.report(providerId, status)
      return 'read'
    },
    close: () => api.close(),
  }
}

const statusData = {
  id: 'm-1',
  direction: 'outbound',
  chat: { id: 'c-1', is_group: false, owner_handle: { handle: address, is_me: true } },
  sender_handle: { handle: address, is_me: true },
  parts: [{ type: 'text', value: 'Hello' }],
  idempotency_key: '019a0000-0000-7000-8000-000000000001',
}

function eventOf(type: string, data: object): Received {
  const version = { api_version: 'v3', webhook_version: '2026-02-03' }
  const event = { ...version, event_type: type, event_id: 'e-1', created_at: '2026-11-02T10:00:00.000Z', data }
  return { origin: 'webhook', headers: {}, body: Buffer.from(JSON.stringify(event)) }
}

function withSettings(line: Line, changes: Record<string, string>): Line {
  return { ...line, settings: { ...line.settings, ...changes } }
}

function withoutHeader(request: WebhookRequest, name: string): WebhookRequest {
  const { [name]: _, ...headers } = request.headers
  return { ...request, headers }
}
