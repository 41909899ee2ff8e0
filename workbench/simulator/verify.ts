import type { Line, WebhookRequest } from '../../relay/providers/provider.ts'
import { verifyStandardWebhook } from '../../relay/providers/standard-webhook.ts'
import type { SimulatorSettings } from './settings.ts'

/** The phone network signs as Standard Webhooks; a secret that is not written `whsec_<base64>` is used as it is. */
export function verify(request: WebhookRequest, line: Line<SimulatorSettings>, now: Date): void {
  const { webhookSecret, previousWebhookSecret } = line.settings
  const secrets = [webhookSecret, previousWebhookSecret].filter((secret) => secret !== undefined)
  verifyStandardWebhook(request, secrets.map(keyOf), now)
}

function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
}
