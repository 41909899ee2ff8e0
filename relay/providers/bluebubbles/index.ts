import { largeDelivery } from '../large-delivery.ts'
import { officeTypes } from '../office-types.ts'
import type { Provider } from '../provider.ts'
import { check } from './check.ts'
import { find } from './find.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { bluebubblesSettings } from './settings.ts'
import { since } from './since.ts'
import { tryLine } from './try-line.ts'
import { verify } from './verify.ts'

/**
 * iMessage from a company's own Mac, through BlueBubbles Server. Nothing there is idempotent. Calls may take two minutes
 * and then report a failure for a message that went out, so the time limit is long and doubt is settled by `find`.
 */
export const bluebubbles: Provider<typeof bluebubblesSettings> = {
  name: 'bluebubbles',
  channels: ['imessage'],
  settings: bluebubblesSettings,
  limits: { inFlight: 4, gap: 1_000, bodyLength: 10_000, timeout: 200_000 },
  idempotent: false,
  // iMessage takes 100 MB, which the relay would have to hold in memory.
  attachments: {
    most: 5,
    bytes: 20_000_000,
    types: [
      'image/*',
      'video/*',
      'audio/*',
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
  find,
  since,
  check,
  test: tryLine,
}
