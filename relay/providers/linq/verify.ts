import type { Line, WebhookRequest } from '../provider.ts'
import { verifyStandardWebhook } from '../standard-webhook.ts'
import type { LinqSettings } from './settings.ts'

/** Linq signs as Standard Webhooks, with a secret written `whsec_<base64>`. */
export function verify(request: WebhookRequest, line: Line<LinqSettings>, now: Date): void {
  const { webhookSecret, previousWebhookSecret } = line.settings
  const secrets = [webhookSecret, previousWebhookSecret].filter((secret) => secret !== undefined)
  const keys = secrets.map((secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
  verifyStandardWebhook(request, keys, now)
}
