import type { Line, Received, WebhookRequest } from '../../relay/providers/provider.ts'
import type { VendorFault } from '../../workbench/fake-vendor/vendor-fault.ts'
import { createKannelApi } from '../../workbench/kannel-api/kannel-api.ts'
import { answer } from '../../workbench/kannel-api/take-sendsms.ts'
import { closedPort } from './closed-port.ts'
import type { Arrived, Misbehaviour, ProviderDescriptor, World } from './descriptor.ts'

const address = '+14155550100'
const token = 'kZ7pQ2mX9vB4nR6tY1wS3cF8'

// Kannel itself never says how long to wait, and fails by going away; a proxy before it, which its TLS needs, does both.
const badGateway = { status: 502, body: '<html>Bad Gateway</html>' }
const faults: Record<Misbehaviour, VendorFault> = {
  refuses: { mode: 'answer', answer: answer(403, 'Not routable. Do not try again.') },
  throttles: { mode: 'answer', answer: answer(503, 'Temporal failure, try again later.') },
  'throttles for 7 seconds': { mode: 'answer', answer: { status: 429, headers: { 'retry-after': '7' }, body: '' } },
  'fails before': { mode: 'fail', after: false, answer: badGateway },
  'fails after': { mode: 'fail', after: true, answer: badGateway },
  'hangs before': { mode: 'hang', after: false },
  'hangs after': { mode: 'hang', after: true },
  'cuts before': { mode: 'cut', after: false },
  'cuts after': { mode: 'cut', after: true },
  garbles: { mode: 'garble' },
}

/** A message of a person. */
function written(type: string, body: Uint8Array): Received {
  const headers = { 'homing-query': 'kind=reply&id=i-1&from=%2B14155560001&at=1793613600', 'content-type': type }
  return { origin: 'webhook', headers, body }
}

export const descriptor: ProviderDescriptor = {
  start,
  impossible: { files: 'SMS carries text only' },
  also: ['answerSends'],
  webhooks: {
    // An unguessable path and nothing else; the query, which says what happened, is as open as the body.
    covers: { body: false, time: false, target: false },
    without: (request) => [
      { ...request, target: withoutToken(request) },
      { ...request, target: '/' },
      { ...request, method: 'PUT' },
    ],
    otherSecret: (line) => withSettings(line, { webhookToken: token.toLowerCase(), previousWebhookToken: `${token}x` }),
    rotating: (line) => withSettings(line, { webhookToken: `${token}-new`, previousWebhookToken: token }),
  },
  writtenSigns: true,
  contents: [
    { delivery: written('application/octet-stream', Buffer.alloc(140)), words: /binary/ },
    { delivery: written('text/plain', new Uint8Array()), words: /without text/ },
  ],
  codes: {
    mean: {
      'NACK/0x0000000b/Invalid Destination Address': 'address',
      'NACK/0x0000000a/Invalid Source Address': 'line',
      'NACK/0x00000058/Throttling error': 'not now',
      'NACK/0x00000014/Message Queue full': 'not now',
      'NACK/0x00000001/Invalid Message Length': 'message',
      'NACK/0x00000499/of the carrier’s own': 'unknown',
      'NACK/REJECTED': 'unknown',
    },
    delivery: (said) => ({
      origin: 'webhook',
      headers: {
        'homing-query': `kind=status&reference=r-1&status=16&at=1793613600&answer=${encodeURIComponent(said)}`,
      },
      body: new Uint8Array(),
    }),
  },
  statuses: {
    become: { 1: 'delivered', 2: 'undelivered', 4: 'sent', 8: 'sent', 16: 'failed', 32: 'ignored', 0: 'ignored' },
    delivery: (word) => ({
      origin: 'webhook',
      headers: { 'homing-query': `kind=status&reference=r-1&status=${encodeURIComponent(word)}&at=1793613600&answer=` },
      body: new Uint8Array(),
    }),
  },
}

async function start(callbackUrl: string): Promise<World> {
  const postUrl = `${callbackUrl}/${token}?kind=reply&id=%I&from=%p&to=%P&at=%T`
  const kannel = createKannelApi({ postUrl, reports: false })
  const url = `${await kannel.listen()}/cgi-bin/sendsms`
  const line: Line = {
    portalId: '62515',
    id: 'sales-sms',
    label: 'Sales',
    channel: 'sms',
    address,
    callbackUrl,
    settings: { url, username: 'homing', password: 'a-password', webhookToken: token },
  }
  // The reference in the address for reports is the only name that both sides know.
  const arrived = () =>
    kannel.messages().map(({ from, to, body, dlrUrl }) => ({
      providerId: new URL(dlrUrl).searchParams.get('reference') ?? '',
      from,
      to,
      body,
    }))
  const report = ({ providerId }: Arrived, type: 1 | 8, said: string) => {
    const [message] = kannel.messages().filter(({ dlrUrl }) => dlrUrl.includes(providerId))
    kannel.report(message?.id ?? '', type, said)
  }
  return {
    line,
    deadLine: withSettings(line, { url: `http://127.0.0.1:${await closedPort()}/cgi-bin/sendsms` }),
    person: (n) => `+1415556${String(1000 + n)}`,
    arrived,
    misbehave: (how) => kannel.misbehave(faults[how]),
    behave: () => kannel.misbehave(),
    struck: () => kannel.struck() > 0,
    answerSends: (answer) => kannel.misbehave({ mode: 'fail', after: true, answer }),
    write: ({ from, body }) => {
      kannel.write({ from, to: address, body })
    },
    echo: ({ body }) => {
      kannel.write({ from: address, to: address, body })
    },
    settle: (message) => {
      report(message, 1, 'id:7 sub:001 dlvrd:001 stat:DELIVRD err:000')
      return 'delivered'
    },
    stages: (message) => {
      report(message, 8, 'ACK/')
      report(message, 1, 'id:7 sub:001 dlvrd:001 stat:DELIVRD err:000')
      return 'delivered'
    },
    close: () => kannel.close(),
  }
}

function withSettings(line: Line, changes: Record<string, string>): Line {
  return { ...line, settings: { ...line.settings, ...changes } }
}

function withoutToken({ target }: WebhookRequest): string {
  return target.replace(`/${token}`, '')
}
