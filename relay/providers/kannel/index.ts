import { largeDelivery } from '../large-delivery.ts'
import type { Provider } from '../provider.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { KannelSettings } from './settings.ts'
import { testLine } from './test-line.ts'
import { verify } from './verify.ts'

/** Kannel, the SMS gateway that a company runs itself, with whatever SMSCs it is bound to. Proved against 1.4.5. */
export const kannel: Provider<typeof KannelSettings> = {
  name: 'kannel',
  channels: ['sms'],
  settings: KannelSettings,
  // Kannel paces each SMSC itself (`throughput`) and queues what is too much, so a gap here would only be another one.
  // Ten parts of 153 characters; a text in UCS-2 has ten of 67, which `send` refuses in words.
  limits: { inFlight: 8, gap: 0, bodyLength: 1530, timeout: 30_000 },
  idempotent: false,
  send,
  verify,
  read,
  apart: { module: new URL('./read.ts', import.meta.url).href, from: largeDelivery },
  // Kannel sends the answer to a reply's webhook to the person as an SMS, unless it is empty and max-messages is 0.
  acknowledgement: { contentType: 'text/plain', body: '' },
  test: testLine,
}
