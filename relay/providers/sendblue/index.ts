import { largeDelivery } from '../large-delivery.ts'
import type { Provider } from '../provider.ts'
import { check } from './check.ts'
import { find } from './find.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { sendblueSettings } from './settings.ts'
import { since } from './since.ts'
import { tryLine } from './try-line.ts'
import { verify } from './verify.ts'

/**
 * Lines that Sendblue hosts. It takes iMessage, RCS or SMS by itself, whichever reaches the person. Nothing there is
 * idempotent; its own client repeats a send blindly, so its API is spoken to directly.
 */
export const sendblue: Provider<typeof sendblueSettings> = {
  name: 'sendblue',
  channels: ['imessage', 'sms'],
  settings: sendblueSettings,
  limits: { inFlight: 10, gap: 1_000, bodyLength: 18_996, timeout: 30_000 },
  published: { firstTouchPerDay: 50, source: 'https://docs.sendblue.com/limits' },
  // iMessage takes 100 MB, SMS five: which it will be is known afterwards.
  attachments: { most: 1, bytes: 5_000_000, types: ['image/*', 'video/*', 'audio/*', 'application/pdf', 'text/vcard'] },
  idempotent: false,
  send,
  verify,
  read,
  apart: { module: new URL('./read.ts', import.meta.url).href, from: largeDelivery },
  find,
  since,
  check,
  test: tryLine,
}
