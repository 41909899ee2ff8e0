import { createHmac } from 'node:crypto'
import { Unverified } from '../../errors.ts'
import { isSecret } from '../is-secret.ts'
import type { Line, WebhookRequest } from '../provider.ts'
import type { ChertSettings } from './settings.ts'

/** Seconds by which both clocks may differ, either way. */
const tolerance = 300

/** HMAC-SHA256 over `timestamp.body` on the bytes as they arrived: `t=…,v1=…`, or `v1,…,…` from older subscriptions. */
export function verify(request: WebhookRequest, line: Line<ChertSettings>, now: Date): void {
  const header = request.headers['x-webhook-signature']
  if (!header) throw new Unverified('the signature header is missing')
  const { timestamp, signatures } = parts(header)
  if (!/^\d{1,12}$/.test(timestamp)) throw new Unverified('the timestamp is no number of seconds')
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) {
    throw new Unverified('the timestamp is too far from now')
  }
  const { webhookSecret, previousWebhookSecret } = line.settings
  const expected = [webhookSecret, previousWebhookSecret].map((secret) =>
    secret === undefined
      ? undefined
      : createHmac('sha256', secret).update(`${timestamp}.`).update(request.body).digest('hex'),
  )
  if (!signatures.some((signature) => isSecret(signature.toLowerCase(), expected))) {
    throw new Unverified('the signature does not match')
  }
}

function parts(header: string): { timestamp: string; signatures: string[] } {
  const pieces = header
    .slice(0, 2000)
    .split(',')
    .map((piece) => piece.trim())
  const [version, legacyTime = '', legacySignature = ''] = pieces
  if (version === 'v1') return { timestamp: legacyTime, signatures: [legacySignature] }
  return {
    timestamp: pieces.find((piece) => piece.startsWith('t='))?.slice(2) ?? '',
    signatures: pieces.filter((piece) => piece.startsWith('v1=')).map((piece) => piece.slice(3)),
  }
}
