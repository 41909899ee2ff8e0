import { createHash, createHmac } from 'node:crypto'
import type { Draft, Header, Sent } from './surface.ts'

export type HubSpotVersion = 'v1' | 'v2' | 'v3'

/** HubSpot's table, as it publishes it: these escapes are decoded before v3 is signed, and no others. */
export const hubspotEscapes = ['%3A', '%2F', '%3F', '%40', '%21', '%24', '%27', '%28', '%29', '%2A', '%2C', '%3B']

/** Written anew here, so that a mistake in the relay's own code does not excuse itself. */
export function proveHubSpot(version: HubSpotVersion, draft: Draft): Sent {
  const { method, origin, target, body, time, secret } = draft
  const proof: Header[] =
    version === 'v3'
      ? [
          ['x-hubspot-signature-v3', hubspotHmac(draft, method + decode(origin + target))],
          ['x-hubspot-request-timestamp', time],
        ]
      : [
          ['x-hubspot-signature', hash(secret + (version === 'v2' ? method + origin + target : ''), body)],
          ['x-hubspot-signature-version', version],
        ]
  return { method, target, headers: [['content-type', 'application/json'], ...proof], body }
}

/** A signature v3 over whatever stands before the body. */
export function hubspotHmac({ secret, body, time }: Draft, head: string): string {
  return createHmac('sha256', secret).update(head).update(body).update(time).digest('base64')
}

function decode(address: string): string {
  return hubspotEscapes.reduce(
    (text, escape) => text.replaceAll(new RegExp(escape, 'gi'), decodeURIComponent(escape)),
    address,
  )
}

function hash(head: string, body: Buffer): string {
  return createHash('sha256').update(head).update(body).digest('hex')
}
