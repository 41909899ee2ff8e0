import type { Line, Received } from '../../relay/providers/provider.ts'
import { graphRefusal } from '../../workbench/whatsapp-api/graph-refusal.ts'
import { createWhatsAppApi } from '../../workbench/whatsapp-api/whatsapp-api.ts'
import { closedPort } from './closed-port.ts'
import type { ProviderDescriptor, World } from './descriptor.ts'
import { vendorFault, type VendorWords } from './vendor-fault.ts'

const number = '+14155550100'
const phoneNumberId = '106540352242922'
const accessToken = 'EAAJB0123456789abcdef'
const appSecret = '0123456789abcdef0123456789abcdef'

const words: VendorWords = {
  throttled: (seconds) => ({
    ...graphRefusal(429, 130429, 'Cloud API message throughput has been reached.'),
    ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
  }),
  refused: graphRefusal(400, 131026, 'Message undeliverable'),
  failed: graphRefusal(500, 131000, 'Something went wrong'),
}

const status = { id: 'wamid.1', timestamp: '1790000000' }

/** One POST about the line's number. */
function delivered(items: object): Received {
  const value = { metadata: { phone_number_id: phoneNumberId }, ...items }
  const entry = [{ id: '1', changes: [{ field: 'messages', value }] }]
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry })
  return { origin: 'webhook', headers: {}, body: Buffer.from(body) }
}

function message(content: object): Received {
  return delivered({ messages: [{ from: '14155561001', id: 'wamid.1', timestamp: '1790000000', ...content }] })
}

export const descriptor: ProviderDescriptor = {
  start,
  impossible: {},
  also: ['answerSends'],
  webhooks: {
    covers: { body: true, time: false, target: false },
    without: ({ headers, ...request }) => {
      const { 'x-hub-signature-256': _, ...others } = headers
      return [{ ...request, headers: others }]
    },
    otherSecret: (line) => withSettings(line, { appSecret: 'another-app-secret' }),
  },
  codes: {
    mean: {
      131026: 'address',
      131050: 'opted_out',
      131031: 'line',
      131042: 'line',
      131021: 'pair',
      131047: 'message',
      132001: 'message',
      130429: 'not now',
      131048: 'not now',
      131056: 'not now',
      139999: 'unknown',
    },
    answer: (code) => graphRefusal(400, Number(code), 'Because.'),
    delivery: (code) =>
      delivered({ statuses: [{ ...status, status: 'failed', errors: [{ code: Number(code), title: 'Because.' }] }] }),
  },
  contents: [
    {
      delivery: message({ type: 'order', order: { text: 'By Friday', product_items: [{ quantity: '2' }] } }),
      words: /By Friday/,
    },
    { delivery: message({ type: 'location', location: { latitude: '1.5', longitude: 2 } }), words: /1\.5, 2/ },
    { delivery: message({ type: 'contacts', contacts: [{ phones: [{ phone: '+1 415' }] }] }), words: /\+1 415/ },
    { delivery: message({ type: 'unsupported', unsupported: { type: 'poll_creation' } }), words: /poll/ },
    { delivery: message({ type: 'hologram', hologram: { title: 'Me' } }), words: /hologram/ },
    { delivery: message({ type: 'text', text: { body: '' } }), words: /without text/ },
  ],
  mixed: delivered({
    messages: [
      { from: '14155561001', id: 'wamid.a', timestamp: '1790000000', type: 'text', text: { body: 'One' } },
      { surprise: [{}] },
      { from: '14155561001', id: 'wamid.b', timestamp: '1790000001', type: 'text', text: { body: 'Two' } },
    ],
  }),
  statuses: {
    become: {
      sent: 'sent',
      delivered: 'delivered',
      read: 'read',
      played: 'read',
      failed: 'failed',
      deleted: 'ignored',
    },
    delivery: (word) => delivered({ statuses: [{ ...status, status: word }] }),
  },
}

async function start(callbackUrl: string): Promise<World> {
  const businessAccountId = '102290129340398'
  const api = createWhatsAppApi({ phoneNumberId, businessAccountId, accessToken, appSecret, number, callbackUrl })
  const person = (n: number) => `+1415556${String(1000 + n)}`
  for (let n = 0; n < 50; n += 1) api.openWindow(person(n))
  const line: Line = {
    portalId: '62515',
    id: 'whatsapp',
    label: 'WhatsApp',
    channel: 'whatsapp',
    address: number,
    callbackUrl,
    settings: {
      phoneNumberId,
      accessToken,
      appSecret,
      verifyToken: 'a-word-of-our-own',
      apiUrl: await api.vendor.listen(),
    },
  }
  return {
    line,
    deadLine: withSettings(line, { apiUrl: `http://127.0.0.1:${await closedPort()}` }),
    person,
    arrived: () =>
      api
        .sent()
        .filter(({ delivered }) => delivered)
        .map(({ id, to, body, file }) => ({
          providerId: id,
          from: number,
          to,
          body,
          ...(file ? { files: [file] } : {}),
        })),
    misbehave: (how) => api.vendor.misbehave(vendorFault(how, words)),
    behave: () => api.vendor.misbehave(),
    struck: () => api.vendor.struck() > 0,
    write: ({ from, body }) => api.write(from, { type: 'text', text: { body } }),
    writeFile: (from) => api.write(from, { type: 'image', image: { id: '1', mime_type: 'image/jpeg', sha256: 'x' } }),
    answerSends: (answer) => api.vendor.misbehave({ mode: 'fail', after: true, answer }),
    // What the company writes in its own app, on a number that has both.
    echo: ({ to, body }) => api.post(api.echoed(to, { type: 'text', text: { body } })),
    settle: ({ providerId }) => {
      api.settle(providerId, 'delivered')
      return 'delivered'
    },
    stages: ({ providerId }) => {
      for (const status of ['sent', 'delivered', 'read']) api.settle(providerId, status)
      return 'read'
    },
    close: () => api.vendor.close(),
  }
}

function withSettings(line: Line, changes: Record<string, string>): Line {
  return { ...line, settings: { ...line.settings, ...changes } }
}
