import { createHmac } from 'node:crypto'
import { Unverified } from '../../errors.ts'
import { isSecret } from '../is-secret.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { TucoSettings } from './settings.ts'

/** HMAC-SHA256 of the body as it arrived, in hex. Nothing proves the time: the timestamp header is not signed. */
export function verify(request: WebhookRequest, line: Line<TucoSettings>): void {
  const signature = request.headers['x-tuco-signature']
  if (!signature) throw new Unverified('the signature header is missing')
  const { webhookSecret, previousWebhookSecret } = line.settings
  const expected = [webhookSecret, previousWebhookSecret].map((secret) =>
    secret === undefined ? undefined : createHmac('sha256', secret).update(request.body).digest('hex'),
  )
  if (!isSecret(signature.toLowerCase(), expected)) throw new Unverified('the signature does not match')
}
