import type { Problem } from '../contract/problem.ts'
import { signHubSpotRequest } from '../relay/hubspot/signature.ts'
import { clientSecret, portalId, type Answer, type World } from './world.ts'

export interface FetchHow {
  /** Whom HubSpot names in the address. */
  userId?: string
  portalId?: string
  /** Of the app that HubSpot signs for; the private account's unless given. */
  secret?: string
  appId?: string
  version?: 'v2' | 'v3'
  /** The address, with what HubSpot adds, instead. */
  target?: string
  now?: Date
}

/** Asks as HubSpot does for an extension's `hubspot.fetch`. */
export async function askByFetch<Body = unknown>(
  world: Pick<World, 'url'>,
  path: string,
  said: object,
  how: FetchHow = {},
): Promise<Answer<Body>> {
  const query = new URLSearchParams({
    ...{ portalId: how.portalId ?? portalId, userId: how.userId ?? '12345' },
    ...{ userEmail: 'someone@example.com', appId: how.appId ?? '5' },
  })
  const target = how.target ?? `${path}?${query.toString()}`
  const body = Buffer.from(JSON.stringify(said))
  const asked = { method: 'POST', uri: world.url + target, body, now: how.now ?? new Date() }
  const signed = signHubSpotRequest(how.version ?? 'v3', how.secret ?? clientSecret, asked)
  const response = await fetch(world.url + target, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed },
    body,
  })
  const answer = JSON.parse(await response.text()) as unknown
  return { status: response.status, body: answer as Body, problem: answer as Problem }
}
