import { createHmac, timingSafeEqual } from 'node:crypto'
import { Unverified } from '../../errors.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { SimulatorSettings } from './settings.ts'

/** Seconds by which both clocks may differ, either way. */
const tolerance = 300

/** Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, on the bytes as they arrived. */
export function verify(request: WebhookRequest, line: Line<SimulatorSettings>, now: Date): void {
  const id = request.headers['webhook-id']
  const timestamp = request.headers['webhook-timestamp']
  const signatures = request.headers['webhook-signature']
  if (!id || !timestamp || !signatures) throw new Unverified('signature headers are missing')
  if (!/^\d{1,12}$/.test(timestamp)) throw new Unverified('the timestamp is no number of seconds')
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) {
    throw new Unverified('the timestamp is too far from now')
  }
  // A sender signs with both secrets while one is being replaced, so the header may hold several.
  const given = signatures
    .split(' ')
    .slice(0, 8)
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice(3), 'base64'))
  const { webhookSecret, previousWebhookSecret } = line.settings
  let genuine = false
  for (const secret of [webhookSecret, previousWebhookSecret]) {
    if (secret === undefined) continue
    const expected = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`).update(request.body).digest()
    for (const signature of given) {
      if (signature.length === expected.length && timingSafeEqual(signature, expected)) genuine = true
    }
  }
  if (!genuine) throw new Unverified('the signature does not match')
}

function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
}
