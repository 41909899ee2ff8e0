import { largeDelivery } from '../large-delivery.ts'
import { officeTypes } from '../office-types.ts'
import type { Provider } from '../provider.ts'
import { handshake } from './handshake.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { whatsappSettings } from './settings.ts'
import { tryLine } from './try-line.ts'
import { verify } from './verify.ts'

/**
 * WhatsApp by Meta's Cloud API. Meta keeps no list of what was sent or came, so there is neither `find` nor `since`:
 * every status brings our reference back, which settles a message in doubt. Nor can it be asked who is on WhatsApp.
 */
export const whatsapp: Provider<typeof whatsappSettings> = {
  name: 'whatsapp',
  channels: ['whatsapp'],
  settings: whatsappSettings,
  // 80 messages a second and number.
  limits: { inFlight: 32, gap: 13, bodyLength: 4096, timeout: 30_000 },
  published: {
    firstTouchPerDay: 250,
    source:
      'https://developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits, where all begin',
  },
  idempotent: false,
  attachments: {
    most: 1,
    bytes: 16_000_000,
    types: [
      'image/jpeg',
      'image/png',
      'video/mp4',
      'video/3gpp',
      'audio/aac',
      'audio/amr',
      'audio/mpeg',
      'audio/mp4',
      'audio/ogg',
      'text/plain',
      'application/pdf',
      ...officeTypes,
    ],
  },
  send,
  verify,
  handshake,
  read,
  apart: { module: new URL('./read.ts', import.meta.url).href, from: largeDelivery },
  test: tryLine,
}
