import { openCallback, type Callback } from '../../../test/providers/callback.ts'
import { createTwilioApi, type TwilioApi } from '../../../workbench/twilio-api/twilio-api.ts'
import type { Line, Outgoing, ProviderContext, ProviderEvent } from '../provider.ts'
import { read } from './read.ts'
import type { TwilioSettings } from './settings.ts'
import { verify } from './verify.ts'

const accountSid = `AC${'0a1b2c3d'.repeat(4)}`
const authToken = '5f4dcc3b5aa765d61d8327deb882cf99'

/** A fake Twilio with one number, and the line on it. */
export interface TestWorld {
  api: TwilioApi
  callback: Callback
  line: Line<TwilioSettings>
  whatsapp: Line<TwilioSettings>
  outgoing(changes?: Partial<Outgoing>): Outgoing
  context(signal?: AbortSignal): ProviderContext
  /** What the webhooks so far say, proven and read as the relay does. */
  heard(line?: Line<TwilioSettings>): Promise<ProviderEvent[]>
  close(): Promise<void>
}

export async function openTestWorld(settings: Partial<TwilioSettings> = {}): Promise<TestWorld> {
  const callback = await openCallback()
  const number = '+14155550100'
  const service = settings.messagingServiceSid
  const api = createTwilioApi({
    accountSid,
    authToken,
    number,
    smsUrl: callback.url,
    ...(service === undefined ? {} : { messagingServiceSid: service }),
  })
  const line: Line<TwilioSettings> = {
    portalId: '62515',
    id: 'sales',
    label: 'Sales',
    channel: 'sms',
    address: number,
    callbackUrl: callback.url,
    settings: { accountSid, authToken, apiUrl: await api.vendor.listen(), ...settings },
  }
  return {
    api,
    callback,
    line,
    whatsapp: { ...line, channel: 'whatsapp' },
    outgoing: (changes = {}) => ({
      reference: '01890a5d-ac96-774b-bcce-b302099a8057',
      to: '+14155561001',
      subject: null,
      body: 'Hello',
      conversationToken: 'k3m9p2x7q4w8z1v5',
      earlier: [],
      ...changes,
    }),
    context: (signal = AbortSignal.timeout(5000)) => ({ fetch, now: () => new Date(), signal }),
    async heard(by = line) {
      await api.vendor.idle()
      const events: ProviderEvent[] = []
      for (const request of callback.requests) {
        verify(request, by)
        events.push(...(await read(request, by)))
      }
      return events
    },
    async close() {
      await api.vendor.close()
      await callback.close()
    },
  }
}
