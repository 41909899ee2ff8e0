import type { Line } from '../../relay/providers/provider.ts'
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

export const descriptor: ProviderDescriptor = {
  start,
  impossible: {},
  webhooks: {
    covers: { body: true, time: false, target: false },
    without: ({ headers, ...request }) => {
      const { 'x-hub-signature-256': _, ...others } = headers
      return [{ ...request, headers: others }]
    },
    otherSecret: (line) => withSettings(line, { appSecret: 'another-app-secret' }),
  },
  statuses: {
    become: {
      sent: 'sent',
      delivered: 'delivered',
      read: 'read',
      played: 'read',
      failed: 'failed',
      deleted: 'ignored',
    },
    delivery(status) {
      const value = {
        metadata: { phone_number_id: phoneNumberId },
        statuses: [{ id: 'wamid.1', status, timestamp: '1790000000' }],
      }
      const entry = [{ id: '1', changes: [{ field: 'messages', value }] }]
      const body = JSON.stringify({ object: 'whatsapp_business_account', entry })
      return { origin: 'webhook', headers: {}, body: Buffer.from(body) }
    },
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
    // What the company writes in its own app, on a number that has both.
    echo: ({ to, body }) => {
      const echoed = { from: number.slice(1), to: to.slice(1), id: 'wamid.e', timestamp: '1790000000', type: 'text' }
      api.post({ field: 'smb_message_echoes', value: { message_echoes: [{ ...echoed, text: { body } }] } })
    },
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
