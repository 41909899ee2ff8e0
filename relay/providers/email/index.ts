import { officeTypes } from '../office-types.ts'
import type { Provider } from '../provider.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { EmailSettings } from './settings.ts'
import { since } from './since.ts'
import { testLine } from './test-line.ts'
import { watch } from './watch.ts'

const timeout = 120_000

/**
 * Email over a company's own servers: out by SMTP, replies in by IMAP. It lacks `find`: an SMTP server keeps no list of
 * what it took, so nobody can be sure that a message did not go out. It is not idempotent: receivers usually drop a
 * second copy with the same Message-ID, but none has to.
 */
export const email: Provider<typeof EmailSettings> = {
  name: 'email',
  channels: ['email'],
  settings: EmailSettings,
  limits: { inFlight: 4, gap: 200, bodyLength: 100_000, timeout },
  idempotent: false,
  claimedSenders: true,
  attachments: {
    most: 10,
    bytes: 10_000_000,
    types: [
      'image/*',
      'video/*',
      'audio/*',
      'application/pdf',
      'text/plain',
      'text/csv',
      'text/calendar',
      'text/vcard',
      'application/zip',
      ...officeTypes,
    ],
  },
  send: (message, line, context) => send(message, line, context, timeout),
  read,
  apart: { module: new URL('./read.ts', import.meta.url).href, from: 0 },
  since,
  test: testLine,
  watch: (line, wake, signal, ways) => watch(line, wake, signal, ways),
}
