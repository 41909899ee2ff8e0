import { signHubSpotRequest } from '../relay/hubspot/signature.ts'
import { clientSecret, portalId } from './world-config.ts'

/** Posts these very bytes to the door of HubSpot's webhooks, signed as HubSpot signs. */
export async function postEvents(
  world: { readonly url: string },
  body: string | Uint8Array,
  secret = clientSecret,
): Promise<{ status: number; body: unknown }> {
  const bytes = Buffer.from(body)
  const uri = `${world.url}/webhooks/hubspot`
  const signed = signHubSpotRequest('v3', secret, { method: 'POST', uri, body: bytes, now: new Date() })
  const headers = { 'content-type': 'application/json', ...signed }
  const response = await fetch(uri, { method: 'POST', headers, body: bytes })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

let events = 3_816_279_000

/** HubSpot tells that a contact must be forgotten, in the words that it has for it today. */
export function tellForget(contact: { id: string }, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...{ eventId: (events += 1), subscriptionId: 4_001, portalId: Number(portalId), appId: 77, occurredAt: Date.now() },
    ...{ subscriptionType: 'contact.privacyDeletion', attemptNumber: 0, objectId: Number(contact.id), ...more },
  }
}
