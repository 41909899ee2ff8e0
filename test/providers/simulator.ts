import type { PhoneEvent, PhoneFault } from '../../workbench/phone-network/phone-wire.ts'
import type { Line, WebhookRequest } from '../../relay/providers/provider.ts'
import { createPhoneNetwork } from '../../workbench/phone-network/phone-network.ts'
import { closedPort } from './closed-port.ts'
import type { Misbehaviour, ProviderDescriptor, World } from './descriptor.ts'

const address = '+14155550100'
const secret = 'whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0'
const proofHeaders = ['webhook-id', 'webhook-timestamp', 'webhook-signature']

const faults: Record<Misbehaviour, PhoneFault> = {
  refuses: { mode: 'refuse' },
  throttles: { mode: 'throttle' },
  'throttles for 7 seconds': { mode: 'throttle', retryAfter: 7 },
  'fails before': { mode: 'error', delivered: false },
  'fails after': { mode: 'error', delivered: true },
  'hangs before': { mode: 'hang', delivered: false },
  'hangs after': { mode: 'hang', delivered: true },
  'cuts before': { mode: 'reset', delivered: false },
  'cuts after': { mode: 'reset', delivered: true },
  garbles: { mode: 'malformed' },
}

export const descriptor: ProviderDescriptor = {
  start,
  impossible: { files: 'the phone network of the workbench carries text only' },
  page: 100,
  check: { reachable: '+14155561001', unreachable: '+14155561999' },
  webhooks: {
    // Standard Webhooks sign id, time and body; the target is not part of it.
    covers: { body: true, time: true, target: false },
    without: (request) => proofHeaders.map((name) => withoutHeader(request, name)),
    otherSecret: (line) => withSettings(line, { webhookSecret: 'whsec_b3RoZXI=', previousWebhookSecret: 'anotherone' }),
    rotating: (line) => withSettings(line, { webhookSecret: 'whsec_bmV3ZXI=', previousWebhookSecret: secret }),
  },
  statuses: {
    become: {
      sent: 'sent',
      delivered: 'delivered',
      read: 'read',
      undelivered: 'undelivered',
      received: 'ignored',
    },
    delivery(word) {
      const event = {
        type: 'message.status' as PhoneEvent['type'],
        message: {
          id: 'm-1',
          seq: 7,
          direction: 'to_phone',
          from: address,
          to: '+14155550101',
          body: 'Hello',
          channel: 'sms',
          reference: 'r-1',
          status: word,
          at: '2026-11-02T10:00:00.000Z',
        },
      }
      return { origin: 'webhook', headers: {}, body: Buffer.from(JSON.stringify(event)) }
    },
  },
}

async function start(callbackUrl: string): Promise<World> {
  const network = createPhoneNetwork({
    key: 'a-key',
    secret,
    deliverAfter: null,
    without: ['sms/+14155561999'],
    webhooks: { firstDelay: 20 },
  })
  const url = await network.listen()
  network.registerLine({ address, callbackUrl })
  const line: Line = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'sms',
    address,
    callbackUrl,
    settings: { url, key: 'a-key', webhookSecret: secret },
  }
  const arrived = () =>
    network
      .messages()
      .filter(({ direction }) => direction === 'to_phone')
      .map(({ id, from, to, body }) => ({ providerId: id, from, to, body }))
  return {
    line,
    deadLine: withSettings(line, { url: `http://127.0.0.1:${await closedPort()}` }),
    person: (n) => `+1415556${String(1000 + n)}`,
    arrived,
    // The first of the two is used up by the first send that it befalls, which tells that it did.
    misbehave: (how) => network.faults.set({ ...faults[how], times: 1 }, faults[how]),
    behave: () => network.faults.set(),
    struck: () => network.faults.list().length === 1,
    write: ({ from, body }) => {
      network.write({ from, to: address, body, channel: 'sms' })
    },
    echo: ({ providerId, to }) => {
      network.write({ from: address, to: address, body: `${providerId} to ${to}`, channel: 'sms' })
    },
    settle: ({ providerId }) => {
      network.deliver(providerId)
      return 'delivered'
    },
    stages: ({ providerId, to }) => {
      network.deliver(providerId)
      network.look(to)
      return 'read'
    },
    close: () => network.close(),
  }
}

function withSettings(line: Line, changes: Record<string, string>): Line {
  return { ...line, settings: { ...line.settings, ...changes } }
}

function withoutHeader(request: WebhookRequest, name: string): WebhookRequest {
  const { [name]: _, ...headers } = request.headers
  return { ...request, headers }
}
