import { randomUUID } from 'node:crypto'
import type { ProviderEvent } from '../relay/providers/provider.ts'
import { signWebhook } from '../workbench/phone-network/sign-webhook.ts'
import { portalId } from './world-config.ts'

/** Posts one delivery of a line with these events, where the provider tells whatever it is told. Answers how it was answered. */
export async function tellEvents(
  world: { readonly url: string },
  events: readonly ProviderEvent[],
  line = 'sms',
): Promise<number> {
  const body = JSON.stringify({ tell: events })
  const signed = signWebhook('phone-webhook-secret', { id: randomUUID(), at: Date.now(), body })
  const { status } = await fetch(`${world.url}/webhooks/${portalId}/${line}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed },
    body,
  })
  return status
}
