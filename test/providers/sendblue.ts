import type { Line, Received } from '../../relay/providers/provider.ts'
import { settled } from '../../relay/providers/sendblue/find.ts'
import type { VendorFault } from '../../workbench/fake-vendor/vendor-fault.ts'
import { createSendblueApi } from '../../workbench/sendblue-api/sendblue-api.ts'
import { sendblueMessage, type SendblueRow } from '../../workbench/sendblue-api/sendblue-message.ts'
import { closedPort } from './closed-port.ts'
import type { Misbehaviour, ProviderDescriptor, World } from './descriptor.ts'

const address = '+14155550100'
const secret = 'a-webhook-secret-of-ours'
const error = (status: number, message: string, code: number | null = null) => ({
  status,
  body: { status: 'ERROR', error_code: code, error_message: message },
})
const throttled = error(429, 'Too many requests')
const failed = error(500, 'Internal error', 5000)

const faults: Record<Misbehaviour, VendorFault> = {
  throttles: { mode: 'answer', answer: throttled },
  'throttles for 7 seconds': { mode: 'answer', answer: { ...throttled, headers: { 'retry-after': '7' } } },
  refuses: { mode: 'answer', answer: error(400, 'Number is blacklisted', 4002) },
  'fails before': { mode: 'fail', after: false, answer: failed },
  'fails after': { mode: 'fail', after: true, answer: failed },
  'hangs before': { mode: 'hang', after: false },
  'hangs after': { mode: 'hang', after: true },
  'cuts before': { mode: 'cut', after: false },
  'cuts after': { mode: 'cut', after: true },
  garbles: { mode: 'garble' },
}

export const descriptor: ProviderDescriptor = {
  start,
  writtenSigns: true,
  impossible: {},
  page: 100,
  also: ['answerSends', 'writeOdd', 'writeElsewhere'],
  codes: {
    mean: {
      4000: 'message',
      4001: 'not now',
      4002: 'address',
      5000: 'unknown',
      5003: 'not now',
      5509: 'not now',
      10001: 'unknown',
      SMS_LIMIT_REACHED: 'not now',
      77: 'unknown',
    },
    answer: (code) => ({ status: 400, body: { status: 'ERROR', error_code: code, error_message: 'Because.' } }),
    delivery: (code) => told({ status: 'ERROR', error_code: code, error_message: 'Because.' }),
  },
  certainAfter: settled,
  check: { reachable: '+14155561001', unreachable: '+14155569999' },
  webhooks: {
    // The secret itself in a header: nothing of the webhook is covered by it.
    covers: { body: false, time: false, target: false },
    without: (request) => {
      const { 'sb-signing-secret': _, ...headers } = request.headers
      return [{ ...request, headers }]
    },
    otherSecret: (line) =>
      withSettings(line, { webhookSecret: 'another-secret-of-ours', previousWebhookSecret: 'yet-another-of-ours' }),
    rotating: (line) => withSettings(line, { webhookSecret: 'a-newer-secret-of-ours', previousWebhookSecret: secret }),
  },
  statuses: {
    become: {
      REGISTERED: 'sending',
      PENDING: 'sending',
      QUEUED: 'sending',
      ACCEPTED: 'sending',
      SENT: 'sent',
      SUCCESS: 'sent',
      DELIVERED: 'delivered',
      READ: 'read',
      ERROR: 'failed',
      DECLINED: 'failed',
      RECEIVED: 'ignored',
    },
    delivery: (word) => told({ status: word }),
  },
}

/** A webhook about a message of the line. */
function told(how: Partial<SendblueRow>): Received {
  const at = new Date('2026-11-02T10:00:00Z')
  const message = { message_handle: 'H-1', number: '+14155561001', sendblue_number: address, content: 'Hello' }
  const body = sendblueMessage({ ...message, is_outbound: true, at, ...how })
  return { origin: 'webhook', headers: {}, body: Buffer.from(JSON.stringify(body)) }
}

async function start(callbackUrl: string): Promise<World> {
  const vendor = createSendblueApi({
    keyId: 'an-id',
    secretKey: 'a-key',
    lines: [address],
    notOnIMessage: ['+14155569999'],
  })
  const url = await vendor.listen()
  for (const type of ['receive', 'outbound', 'line_blocked'] as const) vendor.addWebhook(type, callbackUrl, secret)
  const line: Line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl,
    settings: { url, keyId: 'an-id', secretKey: 'a-key', webhookSecret: secret },
  }
  return {
    line,
    deadLine: withSettings(line, { url: `http://127.0.0.1:${await closedPort()}` }),
    person: (n) => `+1415556${String(1000 + n)}`,
    arrived: () =>
      vendor
        .messages()
        .filter((message) => message.is_outbound)
        .map((message) => ({
          providerId: message.message_handle,
          from: message.from_number,
          to: message.number,
          body: message.content,
          ...(message.media_url === '' ? {} : { files: [{ url: message.media_url }] }),
        })),
    misbehave: (how) => vendor.misbehave(faults[how]),
    behave: () => vendor.misbehave(),
    answerSends: (answer) => vendor.misbehave({ mode: 'fail', after: true, answer }),
    writeOdd: () => {
      vendor.keep({ content: 'without a handle', number: 7 })
    },
    writeElsewhere: ({ to, body }) => {
      vendor.writeInDashboard({ from: address, to, body, by: 'jo@company.example' })
    },
    struck: () => vendor.struck() > 0,
    write: ({ from, body }) => {
      vendor.write({ from, to: address, body })
    },
    writeFile: (from) => {
      vendor.write({ from, to: address, body: '', media_url: 'https://storage.example/a/photo.jpg' })
    },
    echo: ({ body }) => {
      vendor.write({ from: address, to: address, body })
    },
    async settle({ providerId }): Promise<'delivered'> {
      // QUEUED first: webhooks go out at once and may overtake one another.
      await vendor.idle()
      vendor.change(providerId, { status: 'DELIVERED' })
      await vendor.idle()
      return 'delivered'
    },
    stages: ({ providerId }) => {
      for (const status of ['SENT', 'DELIVERED', 'READ']) vendor.change(providerId, { status })
      return 'read'
    },
    close: () => vendor.close(),
  }
}

function withSettings(line: Line, changes: Record<string, string>): Line {
  return { ...line, settings: { ...line.settings, ...changes } }
}
