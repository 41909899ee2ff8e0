import { Unverified } from '../../errors.ts'
import { isSecret } from '../is-secret.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { SendblueSettings } from './settings.ts'

/** Sendblue signs nothing: each webhook bears the secret itself in `sb-signing-secret`. */
export function verify(request: WebhookRequest, line: Line<SendblueSettings>): void {
  if (request.method !== 'POST') throw new Unverified('Sendblue posts its webhooks')
  const { webhookSecret, previousWebhookSecret } = line.settings
  if (!isSecret(request.headers['sb-signing-secret'] ?? '', [webhookSecret, previousWebhookSecret])) {
    throw new Unverified('the secret in sb-signing-secret is missing or wrong')
  }
}
