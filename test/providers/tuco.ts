import type { Line, Received } from '../../relay/providers/provider.ts'
import { createTucoApi } from '../../workbench/tuco-api/tuco-api.ts'
import { closedPort } from './closed-port.ts'
import type { ProviderDescriptor, World } from './descriptor.ts'
import { vendorFault, type VendorWords } from './vendor-fault.ts'

const address = '+14155550100'
const secret = 'a-webhook-secret'
const events = ['message.sent', 'message.failed', 'message.fallback', 'message.reply', 'message.opened']

const words: VendorWords = {
  throttled: (seconds) => ({
    status: 429,
    headers: seconds === undefined ? {} : { 'retry-after': String(seconds) },
    body: { error: 'Rate limit exceeded' },
  }),
  refused: { status: 402, body: { error: 'READ_ONLY', code: 'READ_ONLY', reason: 'past_due' } },
  failed: { status: 500, body: { error: 'Internal server error' } },
}

export const descriptor: ProviderDescriptor = {
  start,
  writtenSigns: true,
  impossible: { echo: 'Tuco tells of our messages as sent, never as written by somebody' },
  also: ['answerSends', 'writeOdd'],
  codes: {
    mean: {
      'Recipient is on the Do Not Contact list': 'opted_out',
      'Contact opted out': 'opted_out',
      'Prospect iMessage not available': 'address',
      'Subscription past due': 'line',
      'No active lines in workspace': 'line',
      'Daily limit reached': 'not now',
      'Attachment too large': 'message',
      'Computer says no': 'unknown',
    },
    answer: (error) => ({ status: 403, body: { error } }),
    delivery: (error) => said({ ...statusEvent('message.failed'), data: { error } }),
  },
  page: 24,
  check: { reachable: '+14155561001', unreachable: '+14155569999' },
  webhooks: {
    // The timestamp stands in a header that the signature does not cover.
    covers: { body: true, time: false, target: false },
    without: (request) => {
      const { 'x-tuco-signature': signature = '', ...headers } = request.headers
      const half = signature.slice(0, signature.length / 2)
      return [
        { ...request, headers },
        { ...request, headers: { ...headers, 'x-tuco-signature': half } },
      ]
    },
    otherSecret: (line) =>
      withSettings(line, { webhookSecret: 'another-secret', previousWebhookSecret: 'yet-another-secret' }),
    rotating: (line) => withSettings(line, { webhookSecret: 'a-newer-secret', previousWebhookSecret: secret }),
  },
  statuses: {
    become: {
      'message.sent': 'sent',
      'message.delivered': 'delivered',
      'message.opened': 'read',
      'message.failed': 'failed',
      'message.fallback': 'undelivered',
    },
    delivery: (word) => said(statusEvent(word)),
  },
}

async function start(callbackUrl: string): Promise<World> {
  const api = createTucoApi({
    apiKey: 'tuco_sk_1',
    lines: [{ id: 'line-1', phone: address }],
    webhook: { url: callbackUrl, secret, events },
    withoutIMessage: ['+14155569999'],
  })
  const line: Line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl,
    settings: { url: await api.listen(), apiKey: 'tuco_sk_1', lineId: 'line-1', webhookSecret: secret },
  }
  return {
    line,
    deadLine: withSettings(line, { url: `http://127.0.0.1:${await closedPort()}` }),
    person: (n) => `+1415556${String(1000 + n)}`,
    arrived: () =>
      api.messages().map(({ _id, recipientPhone, message, attachmentUrls }) => ({
        providerId: _id,
        from: address,
        to: recipientPhone,
        body: message,
        ...(attachmentUrls.length > 0 ? { files: attachmentUrls.map((url) => ({ url })) } : {}),
      })),
    misbehave: (how) => api.misbehave(vendorFault(how, words)),
    behave: () => api.misbehave(),
    struck: () => api.struck() > 0,
    answerSends: (answer) => api.misbehave({ mode: 'fail', after: true, answer }),
    writeOdd: () => {
      api.write({ from: '+14155561009', lineId: 'line-1', words: 'Odd' })
      api.damage('+14155561009', { messageId: 7, respondedAtUtc: 'soon', recentReplies: {} })
    },
    write: ({ from, body }) => api.write({ from, lineId: 'line-1', words: body }),
    writeFile: (from) => {
      const files = [{ url: 'https://files.tuco.example/photo.jpg', name: 'photo.jpg' }]
      api.write({ from, lineId: 'line-1', words: '', files })
    },
    settle: ({ providerId }) => {
      api.report(providerId, 'message.opened')
      return 'read'
    },
    stages: ({ providerId }) => {
      for (const event of ['message.sent', 'message.opened']) api.report(providerId, event)
      return 'read'
    },
    close: () => api.close(),
  }
}

function said(event: object): Received {
  return { origin: 'webhook', headers: {}, body: Buffer.from(JSON.stringify(event)) }
}

function statusEvent(event: string): object {
  return { event, timestamp: '2026-11-02T10:00:00.000Z', messageId: 'm-1', message: { _id: 'm-1' }, data: {} }
}

function withSettings(line: Line, changes: Record<string, string>): Line {
  return { ...line, settings: { ...line.settings, ...changes } }
}
