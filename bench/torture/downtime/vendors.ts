import { createBlueBubblesApi } from '../../../workbench/bluebubbles-api/bluebubbles-api.ts'
import { createChertApi } from '../../../workbench/chert-api/chert-api.ts'
import { createLinqApi } from '../../../workbench/linq-api/linq-api.ts'
import { createPhoneNetwork } from '../../../workbench/phone-network/phone-network.ts'
import { createSendblueApi } from '../../../workbench/sendblue-api/sendblue-api.ts'
import { createTucoApi } from '../../../workbench/tuco-api/tuco-api.ts'
import { createTwilioApi } from '../../../workbench/twilio-api/twilio-api.ts'
import type { Stage } from '../../stage/perform.ts'
import { openMailVendor } from './mail-vendor.ts'
import type { Vendor } from './vendor.ts'

/** Opens a fake; its webhooks go to this address. */
type Open = (stage: Stage, address: string, callbackUrl: string) => Promise<Omit<Vendor, 'provider' | 'address'>>

const secret = 'webhook-secret-of-the-stage'
const parts = (body: string) => [{ type: 'text', value: body }]

const fakes: Record<string, Open> = {
  async simulator(stage, address, callbackUrl) {
    const network = createPhoneNetwork({ key: 'a-key', secret, deliverAfter: 50 })
    stage.atEnd(() => network.close())
    const settings = { url: await network.listen(), key: 'a-key', webhookSecret: secret }
    network.registerLine({ address, callbackUrl })
    const write: Vendor['write'] = ({ phone: from }, body) =>
      void network.write({ from, to: address, body, channel: 'sms' })
    const reached: Vendor['reached'] = ({ phone }) => network.phone(phone).messages().length > 0
    return { channel: 'sms', settings, write, reached }
  },
  async twilio(stage, number, smsUrl) {
    const given = { accountSid: `AC${'0a1b2c3d'.repeat(4)}`, authToken: '5f4dcc3b5aa765d61d8327deb882cf99' }
    const api = createTwilioApi({ ...given, number, smsUrl })
    stage.atEnd(() => api.vendor.close())
    const settings = { ...given, apiUrl: await api.vendor.listen() }
    const write: Vendor['write'] = ({ phone: from }, body) => void api.write({ from, body })
    const reached: Vendor['reached'] = ({ phone }) => api.messages().some(({ to }) => to === phone)
    return { channel: 'sms', settings, write, reached }
  },
  async bluebubbles(stage, _address, callbackUrl) {
    const mac = createBlueBubblesApi({ password: 'a-password' })
    stage.atEnd(() => mac.close())
    const webhookToken = 'kZ7pQ2mX9vB4nR6tY1wS3cF8'
    mac.addWebhook(`${callbackUrl}/${webhookToken}`, ['*'])
    const settings = { url: await mac.listen(), password: 'a-password', webhookToken }
    let count = 0
    const write: Vendor['write'] = ({ phone: from }, body) => void mac.write({ from, body, twice: ++count % 5 === 0 })
    const reached: Vendor['reached'] = ({ phone }) => mac.rows().some((row) => row.isFromMe && row.address === phone)
    return { channel: 'imessage', settings, write, reached, replay: () => mac.restart() }
  },
  async sendblue(stage, address, callbackUrl) {
    const keys = { keyId: 'an-id', secretKey: 'a-key' }
    const api = createSendblueApi({ ...keys, lines: [address] })
    stage.atEnd(() => api.close())
    const settings = { url: await api.listen(), ...keys, webhookSecret: secret }
    for (const type of ['receive', 'outbound'] as const) api.addWebhook(type, callbackUrl, secret)
    const write: Vendor['write'] = ({ phone: from }, body) => void api.write({ from, to: address, body })
    const reached: Vendor['reached'] = ({ phone }) => api.messages().some(({ to_number: to }) => to === phone)
    return { channel: 'imessage', settings, write, reached }
  },
  async linq(stage, address, callbackUrl) {
    const events = ['message.received', 'message.sent', 'message.delivered']
    const subscription = { target_url: `${callbackUrl}?version=2026-02-03`, subscribed_events: events }
    const webhookSecret = 'whsec_MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0'
    const api = createLinqApi({
      token: 'a-token',
      secret: webhookSecret,
      numbers: [address],
      subscriptions: [subscription],
    })
    stage.atEnd(() => api.close())
    const settings = { url: await api.listen(), apiToken: 'a-token', webhookSecret }
    const write: Vendor['write'] = ({ phone: from }, body) => void api.write({ from, to: address, parts: parts(body) })
    const reached: Vendor['reached'] = ({ phone }) =>
      api.messages().some(({ mine, chat }) => mine && chat.person === phone)
    return { channel: 'imessage', settings, write, reached }
  },
  async chert(stage, address, url) {
    const signingSecret = '0123456789abcdef0123456789abcdef'
    const lines = [{ id: 'line-1', number: address }]
    const api = createChertApi({ signingSecret, lines, webhook: { url, secret } })
    stage.atEnd(() => api.close())
    const settings = { url: await api.listen(), signingSecret, phoneLineId: 'line-1', webhookSecret: secret }
    const write: Vendor['write'] = ({ phone: from }, body) => api.write({ from, to: address, parts: parts(body) })
    const reached: Vendor['reached'] = ({ phone }) => api.messages().some(({ to }) => to === phone)
    return { channel: 'imessage', settings, write, reached }
  },
  async tuco(stage, phone, url) {
    const events = ['message.sent', 'message.failed', 'message.fallback', 'message.reply', 'message.opened']
    const lines = [{ id: 'line-1', phone }]
    const api = createTucoApi({ apiKey: 'tuco_sk_1', lines, webhook: { url, secret, events } })
    stage.atEnd(() => api.close())
    const settings = { url: await api.listen(), apiKey: 'tuco_sk_1', lineId: 'line-1', webhookSecret: secret }
    const write: Vendor['write'] = ({ phone: from }, words) => api.write({ from, lineId: 'line-1', words })
    const reached: Vendor['reached'] = ({ phone: to }) =>
      api.messages().some(({ recipientPhone }) => recipientPhone === to)
    return { channel: 'imessage', settings, write, reached }
  },
  email: openMailVendor,
}

/** Opens the fakes of these providers. Throws for one that there is no fake of. */
export async function openVendors(
  stage: Stage,
  providers: readonly string[],
  callbackUrlOf: (line: string) => string,
): Promise<Vendor[]> {
  const vendors: Vendor[] = []
  for (const [index, provider] of providers.entries()) {
    const open = fakes[provider]
    if (!open) throw new Error(`${provider} has a history, and there is no fake of it here`)
    const address = provider === 'email' ? 'sales@company.example' : `+1555010${String(1000 + index)}`
    vendors.push({ provider, address, ...(await open(stage, address, callbackUrlOf(provider))) })
  }
  return vendors
}
