import { createHmac } from 'node:crypto'

/** Headers that prove a webhook, as Standard Webhooks defines them. `at` in milliseconds; several secrets while one is being replaced. */
export function signWebhook(
  secrets: string | readonly string[],
  webhook: { id: string; at: number; body: string | Uint8Array },
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(webhook.at / 1000))
  const signatures = [secrets].flat().map((secret) => {
    const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : secret
    const mac = createHmac('sha256', key).update(`${webhook.id}.${timestamp}.`).update(webhook.body)
    return `v1,${mac.digest('base64')}`
  })
  return {
    'webhook-id': webhook.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
