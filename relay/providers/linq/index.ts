import { largeDelivery } from '../large-delivery.ts'
import { officeTypes } from '../office-types.ts'
import type { Provider } from '../provider.ts'
import { check } from './check.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { LinqSettings } from './settings.ts'
import { since } from './since.ts'
import { tryLine } from './try-line.ts'
import { verify } from './verify.ts'

/**
 * Hosted iMessage and SMS numbers of Linq, by its Partner API v3. A reference is Linq's idempotency key, so a send in
 * doubt is repeated and never looked for: asking by a repeat would send what had not been sent. Linq publishes no pace
 * and no length of a text, so these are careful ones.
 */
export const linq: Provider<typeof LinqSettings> = {
  name: 'linq',
  channels: ['imessage', 'sms'],
  settings: LinqSettings,
  limits: { inFlight: 8, gap: 100, bodyLength: 10_000, timeout: 60_000 },
  idempotent: true,
  renews: true,
  attachments: {
    // Linq itself takes 100 of 100 MB each, which the relay would have to hold in memory.
    most: 10,
    bytes: 10_000_000,
    // Linq turns away WebP, SVG, Ogg and FLAC.
    types: [
      'image/jpeg',
      'image/png',
      'image/gif',
      'image/heic',
      'image/heif',
      'image/tiff',
      'image/bmp',
      'video/mp4',
      'video/quicktime',
      'video/mpeg',
      'video/3gpp',
      'audio/mpeg',
      'audio/mp4',
      'audio/aac',
      'audio/wav',
      'audio/aiff',
      'audio/x-caf',
      'audio/amr',
      'application/pdf',
      'text/plain',
      'text/csv',
      'text/vcard',
      'text/calendar',
      'application/zip',
      ...officeTypes,
    ],
  },
  send,
  verify,
  read,
  apart: { module: new URL('./read.ts', import.meta.url).href, from: largeDelivery },
  since,
  check,
  test: tryLine,
}
