import { largeDelivery } from '../large-delivery.ts'
import type { Provider } from '../provider.ts'
import { find } from './find.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { twilioSettings } from './settings.ts'
import { since } from './since.ts'
import { tryLine } from './try-line.ts'
import { verify } from './verify.ts'

/**
 * Twilio: SMS and MMS (RCS where the Messaging Service has it), and WhatsApp. It lacks `check`, because Twilio's look-up
 * of a number's kind costs money each time.
 */
export const twilio: Provider<typeof twilioSettings> = {
  name: 'twilio',
  channels: ['sms', 'whatsapp'],
  settings: twilioSettings,
  // Twilio queues what comes faster than a number may send, so calls need no gap.
  limits: { inFlight: 16, gap: 0, bodyLength: 1600, timeout: 30_000 },
  published: {
    perHour: 3600,
    source:
      'https://www.twilio.com/docs/messaging/guides/understanding-message-queueing, one a second from a long code',
  },
  idempotent: false,
  attachments: {
    most: 10,
    bytes: 5_000_000,
    // What phones and WhatsApp both take, of what Twilio's page "Accepted content types for media" lists.
    types: [
      ...['image/jpeg', 'image/png', 'image/gif', 'video/mp4', 'video/3gpp', 'application/pdf', 'text/vcard'],
      ...['audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/amr', 'audio/aac'],
    ],
  },
  acknowledgement: { contentType: 'text/xml', body: '<Response/>' },
  send,
  verify,
  read: (received, line) => read(received, line),
  apart: { module: new URL('./read.ts', import.meta.url).href, from: largeDelivery },
  find,
  since,
  test: tryLine,
}
