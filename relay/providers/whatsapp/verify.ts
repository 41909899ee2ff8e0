import { createHmac, timingSafeEqual } from 'node:crypto'
import { Unverified } from '../../errors.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { WhatsAppSettings } from './settings.ts'

/** X-Hub-Signature-256: hex of HMAC-SHA256, keyed with the app's secret, over the bytes as they arrived. */
export function verify(request: WebhookRequest, line: Line<WhatsAppSettings>): void {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(request.headers['x-hub-signature-256'] ?? '')?.[1]
  if (hex === undefined) throw new Unverified('the signature header is missing or malformed')
  const expected = createHmac('sha256', line.settings.appSecret).update(request.body).digest()
  if (!timingSafeEqual(Buffer.from(hex, 'hex'), expected)) throw new Unverified('the signature does not match')
}
