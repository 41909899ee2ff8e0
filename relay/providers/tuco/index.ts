import { largeDelivery } from '../large-delivery.ts'
import type { Provider } from '../provider.ts'
import { check } from './check.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { TucoSettings } from './settings.ts'
import { since } from './since.ts'
import { tryLine } from './try-line.ts'
import { verify } from './verify.ts'

/**
 * Hosted iMessage lines of Tuco, and SMS through the company's Twilio account there. It lacks `find`: no documented call
 * lists what was sent. A message in doubt is settled by its webhook, which names our reference. It takes 60 sends a minute
 * for all lines of a workspace, and publishes no length of a text.
 */
export const tuco: Provider<typeof TucoSettings> = {
  name: 'tuco',
  channels: ['imessage', 'sms'],
  settings: TucoSettings,
  limits: { inFlight: 2, gap: 1000, bodyLength: 10_000, timeout: 120_000 },
  idempotent: false,
  published: { perDay: 75, firstTouchPerDay: 50, checksPerDay: 70, source: 'docs.tuco.ai/features/rate-limits' },
  attachments: {
    most: 2,
    bytes: 25_000_000,
    types: [
      'image/png',
      'image/jpeg',
      'image/gif',
      'image/webp',
      'image/heic',
      'video/mp4',
      'video/quicktime',
      'audio/x-caf',
      'application/pdf',
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
