import { Unverified } from '../errors.ts'
import { readFetchCall, type FetchCall } from '../hubspot/fetch-call.ts'
import { refuseHubSpotRequest } from '../hubspot/signature.ts'
import { attributed } from './attributed.ts'
import { connected } from './connected.ts'
import type { DoorNeeds } from './door-needs.ts'
import type { RawRequest } from './route.ts'

/** Believes a request by `hubspot.fetch` and works on it: what is refused meanwhile is that user's. */
export type ProveFetch = <Answer>(
  request: RawRequest,
  who: 'card' | 'admin',
  work: (call: FetchCall) => Promise<Answer>,
) => Promise<Answer>

/**
 * HubSpot's word on who asks from which account, in both editions: signed v3 with the secret of the app that asks, over the address
 * that holds account and user. The private account's own app speaks for that account alone, the app of many for those that have it.
 */
export function createProveFetch(needs: DoorNeeds): ProveFetch {
  const { portal, app } = needs

  function refuse({ method, target, headers, body }: RawRequest, secrets: readonly string[]): string | null {
    const accept = ['v3'] as const
    const { publicUrl } = needs
    return refuseHubSpotRequest({ secrets, accept, publicUrl, method, target, headers, body, now: needs.now() })
  }

  return async (request, who, work) => {
    const byOwn = refuse(request, portal?.clientSecrets ?? [])
    const byMany = refuse(request, app?.clientSecrets ?? [])
    if (byOwn !== null && byMany !== null) throw new Unverified(`${who} request: ${portal ? byOwn : byMany}`)
    const call = readFetchCall(request.target)
    const isOwn = byOwn === null && call.portalId === portal?.id
    if (!isOwn && byMany !== null) throw new Unverified(`${who} request: the app that signed is not in this account`)
    return attributed(call, async () => {
      needs.admit('portal', call.portalId)
      if (!isOwn && app) await connected(app, call.portalId, call.appId)
      return work(call)
    })
  }
}
