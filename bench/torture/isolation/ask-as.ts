import { randomUUID } from 'node:crypto'
import { signFunctionRequest } from '../../../contract/function-signature.ts'
import { signHubSpotRequest } from '../../../relay/hubspot/signature.ts'
import { signWebhook } from '../../../workbench/phone-network/sign-webhook.ts'
import { account } from '../../stage/relay-settings.ts'
import { appSecret, type Inhabitant } from './portals.ts'

/** What somebody asks, before it is signed. */
export interface Wish {
  method: string
  /** Path and query. */
  target: string
  body: Buffer
  /** Besides those that prove who asks. */
  headers?: Record<string, string>
}

/** Ways of proving that one is this account; HubSpot adds to the query what it adds. */
export type Proof = 'function' | 'fetch' | 'hubspot' | 'webhook' | 'none'

/** Milliseconds. */
const patience = 20_000

/** Asks as this account, properly signed. Answers with all that came back, headers too. */
export async function askAs(
  url: string,
  { portalId, edition, webhookSecret }: Inhabitant,
  proof: Proof,
  wish: Wish,
): Promise<{ status: number; text: string }> {
  const { method, body } = wish
  const byHubSpot = `portalId=${portalId}&userId=7&userEmail=ann%40example.com&appId=77`
  const target = proof === 'fetch' ? `${wish.target}${wish.target.includes('?') ? '&' : '?'}${byHubSpot}` : wish.target
  const now = new Date()
  const signed = { method, body, now }
  const secret = edition === 'app' ? appSecret : account.clientSecret
  const headers: Record<Proof, () => object> = {
    function: () => signFunctionRequest(account.functionSecret, { ...signed, target, id: randomUUID() }),
    fetch: () => signHubSpotRequest('v3', secret, { ...signed, uri: url + target }),
    hubspot: () => signHubSpotRequest('v3', secret, { ...signed, uri: url + target }),
    webhook: () => signWebhook(webhookSecret, { id: randomUUID(), at: now.getTime(), body }),
    none: () => ({}),
  }
  const response = await fetch(url + target, {
    method,
    headers: { ...wish.headers, 'content-type': 'application/json', ...headers[proof]() },
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
    ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
  })
  return { status: response.status, text: `${JSON.stringify([...response.headers])}${await response.text()}` }
}
