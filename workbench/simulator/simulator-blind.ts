import type { Provider } from '../../relay/providers/provider.ts'
import { read } from './read.ts'
import { send } from './send.ts'
import { simulatorSettings } from './settings.ts'
import { verify } from './verify.ts'

/**
 * The same phone network as a provider that can neither be asked what went out nor for what came in, as several real
 * ones cannot: all it has are webhooks. Here so that this, too, can be seen and tested.
 */
export const simulatorBlind: Provider<typeof simulatorSettings> = {
  name: 'simulator-blind',
  channels: ['imessage', 'sms', 'whatsapp'],
  settings: simulatorSettings,
  limits: { inFlight: 64, gap: 0, bodyLength: 10_000, timeout: 15_000 },
  idempotent: false,
  send,
  verify,
  read,
}
