import { largeDelivery } from '../large-delivery.ts'
import type { Provider } from '../provider.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { ChertSettings } from './settings.ts'
import { since } from './since.ts'
import { tryLine } from './try-line.ts'
import { verify } from './verify.ts'

/**
 * Hosted iMessage lines of Chert. A reference is Chert's idempotency key, so a send in doubt is repeated and never looked
 * for: asking by a repeat would send what had not been sent. Chert publishes no pace and no length of a text, so these
 * are careful ones; its caps on first messages come as "later" with a time.
 */
export const chert: Provider<typeof ChertSettings> = {
  name: 'chert',
  channels: ['imessage'],
  settings: ChertSettings,
  limits: { inFlight: 4, gap: 250, bodyLength: 10_000, timeout: 60_000 },
  idempotent: true,
  published: { firstTouchPerDay: 30, source: 'docs.trychert.com/hubspot/limits' },
  send,
  verify,
  read,
  apart: { module: new URL('./read.ts', import.meta.url).href, from: largeDelivery },
  since,
  test: tryLine,
}
