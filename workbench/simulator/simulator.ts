import type { Provider } from '../../relay/providers/provider.ts'
import { check } from './check.ts'
import { find } from './find.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { simulatorSettings } from './settings.ts'
import { since } from './since.ts'
import { test } from './test.ts'
import { verify } from './verify.ts'

/** The workbench's phone network. */
export const simulator: Provider<typeof simulatorSettings> = {
  name: 'simulator',
  channels: ['imessage', 'sms', 'whatsapp'],
  settings: simulatorSettings,
  limits: { inFlight: 64, gap: 0, bodyLength: 10_000, timeout: 15_000 },
  idempotent: false,
  send,
  verify,
  read,
  find,
  since,
  check,
  test,
}
