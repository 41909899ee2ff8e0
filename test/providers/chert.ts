import type { Line, WebhookRequest } from '../../relay/providers/provider.ts'
import { createChertApi } from '../../workbench/chert-api/chert-api.ts'
import { chertProblemReply } from '../../workbench/chert-api/chert-problem-reply.ts'
import { closedPort } from './closed-port.ts'
import type { ProviderDescriptor, World } from './descriptor.ts'
import { vendorFault, type VendorWords } from './vendor-fault.ts'

const address = '+14155550100'
const signingSecret = '0123456789abcdef0123456789abcdef'
const secret = 'a-webhook-secret'

const words: VendorWords = {
  throttled: (seconds) =>
    chertProblemReply(
      {
        status: 429,
        code: 1007,
        message: 'Rate limited',
        retryable: true,
        ...(seconds ? { retryAfter: seconds } : {}),
      },
      'flat',
    ),
  refused: chertProblemReply({ status: 409, code: 1013, message: 'No usable phone number', retryable: false }, 'flat'),
  failed: chertProblemReply({ status: 500, code: 3001, message: 'Internal server error', retryable: true }, 'flat'),
}

export const descriptor: ProviderDescriptor = {
  start,
  writtenSigns: true,
  impossible: { settle: 'Chert tells nothing of a message once it has taken it' },
  also: ['answerSends', 'writeOdd', 'writeElsewhere'],
  codes: {
    mean: {
      1003: 'address',
      1005: 'message',
      2006: 'line',
      2008: 'line',
      3003: 'line',
      1007: 'not now',
      4002: 'not now',
      4001: 'unknown',
      9999: 'unknown',
    },
    answer: (code) => {
      const retryable = code === '1007' || code === '4002'
      return chertProblemReply({ status: 400, code: Number(code), message: 'Because.', retryable }, 'flat')
    },
  },
  page: 50,
  webhooks: {
    covers: { body: true, time: true, target: false },
    without: (request) => [
      withSignature(request, () => undefined),
      withSignature(request, (signature) => signature.replace(/t=\d+,/, '')),
      withSignature(request, (signature) => signature.replace(/,v1=.*/, '')),
    ],
    otherSecret: (line) =>
      withSettings(line, { webhookSecret: 'another-secret', previousWebhookSecret: 'yet-another-secret' }),
    rotating: (line) => withSettings(line, { webhookSecret: 'a-newer-secret', previousWebhookSecret: secret }),
  },
  statuses: {
    become: { 'reaction.added': 'ignored', 'reaction.removed': 'ignored', lead_reply: 'ignored' },
    delivery: (word) => ({
      origin: 'webhook',
      headers: {},
      body: Buffer.from(
        JSON.stringify({ event_type: word, event_id: 'e-1', timestamp: '2026-11-02T10:00:00Z', data: {} }),
      ),
    }),
  },
}

async function start(callbackUrl: string): Promise<World> {
  const api = createChertApi({
    signingSecret,
    lines: [{ id: 'line-1', number: address }],
    webhook: { url: callbackUrl, secret },
  })
  const url = await api.listen()
  const line: Line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'imessage',
    address,
    callbackUrl,
    settings: { url, signingSecret, phoneLineId: 'line-1', webhookSecret: secret },
  }
  return {
    line,
    deadLine: withSettings(line, { url: `http://127.0.0.1:${await closedPort()}/api/v1` }),
    person: (n) => `+1415556${String(1000 + n)}`,
    arrived: () => api.messages().map(({ id, from, to, body }) => ({ providerId: id, from, to, body })),
    misbehave: (how) => api.misbehave(vendorFault(how, words)),
    behave: () => api.misbehave(),
    struck: () => api.struck() > 0,
    answerSends: (answer) => api.misbehave({ mode: 'fail', after: true, answer }),
    writeOdd: () => api.keep({ event_id: 'e-odd', event_type: 'message.received', data: { message: 'odd' } }),
    writeElsewhere: ({ to, body }) => {
      api.write({ from: to, to: address, parts: [{ type: 'text', value: body }], mine: true })
    },
    write: ({ from, body }) => api.write({ from, to: address, parts: [{ type: 'text', value: body }] }),
    writeFile: (from) => {
      const part = { type: 'media', attachment_id: 'a-1', filename: 'photo.jpg', mime_type: 'image/jpeg' }
      api.write({ from, to: address, parts: [part] })
    },
    echo: ({ to, body }) => api.write({ from: to, to: address, parts: [{ type: 'text', value: body }], mine: true }),
    close: () => api.close(),
  }
}

function withSettings(line: Line, changes: Record<string, string>): Line {
  return { ...line, settings: { ...line.settings, ...changes } }
}

function withSignature(request: WebhookRequest, change: (signature: string) => string | undefined): WebhookRequest {
  const { 'x-webhook-signature': signature = '', ...headers } = request.headers
  const changed = change(signature)
  return { ...request, headers: changed === undefined ? headers : { ...headers, 'x-webhook-signature': changed } }
}
