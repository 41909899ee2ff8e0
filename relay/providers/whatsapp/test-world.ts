import { openCallback } from '../../../test/providers/callback.ts'
import { createWhatsAppApi, type WhatsAppApi } from '../../../workbench/whatsapp-api/whatsapp-api.ts'
import type { Line, Outgoing, ProviderContext, ProviderEvent, SendOutcome } from '../provider.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import type { WhatsAppSettings } from './settings.ts'
import { verify } from './verify.ts'

/** A fake Cloud API with one number, and the line on it. */
export interface TestWorld {
  api: WhatsAppApi
  line: Line<WhatsAppSettings>
  context: ProviderContext
  send(changes?: Partial<Outgoing>, signal?: AbortSignal): Promise<SendOutcome>
  /** What the webhooks so far say, proven and read. */
  heard(): Promise<ProviderEvent[]>
  close(): Promise<void>
}

export const reference = '01890a5d-ac96-774b-bcce-b302099a8057'

export async function openTestWorld(): Promise<TestWorld> {
  const callback = await openCallback()
  const settings = {
    phoneNumberId: '106540352242922',
    businessAccountId: '102290129340398',
    accessToken: 'EAAJB0123456789abcdef',
    appSecret: '0123456789abcdef0123456789abcdef',
    verifyToken: 'a-word-of-our-own',
  }
  const templates = { order_ready: 2, hello: 0 }
  const api = createWhatsAppApi({ ...settings, number: '+14155550100', callbackUrl: callback.url, templates })
  const apiUrl = await api.vendor.listen()
  const line: Line<WhatsAppSettings> = {
    portalId: '62515',
    id: 'whatsapp',
    label: 'WhatsApp',
    channel: 'whatsapp',
    address: '+14155550100',
    callbackUrl: callback.url,
    settings: { ...settings, apiUrl },
  }
  const context = { fetch, now: () => new Date(), signal: AbortSignal.timeout(5000) }
  const outgoing: Outgoing = {
    reference,
    to: '+14155561001',
    subject: null,
    body: 'Hello',
    conversationToken: 'k3m9p2x7q4w8z1v5',
    earlier: [],
  }
  return {
    api,
    line,
    context,
    send: (changes = {}, signal = context.signal) => send({ ...outgoing, ...changes }, line, { ...context, signal }),
    async heard() {
      await api.vendor.idle()
      const events: ProviderEvent[] = []
      for (const request of callback.requests) {
        verify(request, line)
        events.push(...(await read(request, line)))
      }
      return events
    },
    async close() {
      await api.vendor.close()
      await callback.close()
    },
  }
}
