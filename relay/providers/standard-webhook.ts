import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { Unverified } from '../errors.ts'
import type { WebhookRequest } from './provider.ts'

/** Seconds by which both clocks may differ, either way. */
const tolerance = 300

/**
 * Proves a webhook genuine by Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` on the bytes as they arrived. The
 * header may hold several signatures, and `keys` several keys, while a secret is being replaced; one match is enough.
 * Source: standardwebhooks.com. Throws `Unverified`.
 */
export function verifyStandardWebhook(request: WebhookRequest, keys: readonly Buffer[], now: Date): void {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = request.headers
  if (!id || !timestamp || !signatures) throw new Unverified('signature headers are missing')
  if (!/^\d{1,12}$/.test(timestamp)) throw new Unverified('the timestamp is no number of seconds')
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) {
    throw new Unverified('the timestamp is too far from now')
  }
  const given = signatures
    .split(' ')
    .slice(0, 8)
    .filter((signature) => signature.startsWith('v1,'))
    // As text: decoded, other spellings and whatever stands behind the padding would count, too.
    .map((signature) => Buffer.from(signature.slice(3)))
  let genuine = false
  for (const key of keys) {
    // As a key object, for which Node is four times as fast as for a buffer.
    const mac = createHmac('sha256', createSecretKey(key)).update(`${id}.${timestamp}.`).update(request.body)
    const expected = Buffer.from(mac.digest('base64'))
    for (const signature of given) {
      if (signature.length === expected.length && timingSafeEqual(signature, expected)) genuine = true
    }
  }
  if (!genuine) throw new Unverified('the signature does not match')
}
