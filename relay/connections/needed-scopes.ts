import type { Account } from '../account/account.ts'
import type { HubSpotRequest } from '../hubspot/client.ts'
import { oauthScopes } from '../hubspot/oauth-scopes.ts'
import { usersVersion } from '../hubspot/users-version.ts'

/** A scope that is needed, and a question whose refusal shows that it is missing. The question changes nothing. */
export interface NeededScope {
  /** Any of them is enough; the first is named where there is none. */
  anyOf: readonly [string, ...string[]]
  request: HubSpotRequest
}

/**
 * What an account must grant besides what every account does, because of what it has configured: HubSpot's lists where auto-send goes by
 * them, owners where they decide who reads a conversation, and users where admins are named by permission set or team.
 */
export function neededScopes({ autoSend, access }: Pick<Account, 'autoSend' | 'access'>): NeededScope[] {
  const [list] = autoSend?.match?.lists ?? []
  const { roles = [], teams = [] } = access.admins ?? {}
  return [
    ...(list === undefined ? [] : [asks([oauthScopes.ofLists], `/crm/lists/{version}/${encodeURIComponent(list)}`)]),
    ...(access.reading === 'owner' ? [asks([oauthScopes.ofOwners], '/crm/owners/{version}?limit=1')] : []),
    ...(roles.length + teams.length > 0 ? [asks(oauthScopes.ofUsers, `/settings/users/${usersVersion}/roles`)] : []),
  ]
}

function asks(anyOf: NeededScope['anyOf'], path: string): NeededScope {
  return { anyOf, request: { method: 'GET', path, repeatable: true } }
}
