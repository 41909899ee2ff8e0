import { Temporary } from '../errors.ts'
import type { AccessTokens } from '../hubspot/client.ts'
import type { Credential } from './credential-uses.ts'
import type { LastingToken, StoredCredentials } from './stored-credentials.ts'
import type { Tokens } from './tokens.ts'

/**
 * The token of an account is the one that it was connected by with a command; else the private account's stands in the configuration,
 * and every other account has its own, if there is an app with OAuth.
 */
export function tokensByPortal(
  ofPrivate: { id: string; accessToken: string; credential?: 'private_app' | 'service_key' } | null,
  stored: StoredCredentials,
  ofApp: Tokens | null,
  note: (credential: Credential) => void,
): AccessTokens {
  /** One that no time ends: when HubSpot refuses it, a person must enter another. */
  async function lasting(portalId: string, read: StoredCredentials['of']): Promise<LastingToken | null> {
    const entered = await read(portalId)
    if (entered || portalId !== ofPrivate?.id || !ofPrivate.accessToken) return entered
    return { kind: ofPrivate.credential ?? 'private_app', token: ofPrivate.accessToken }
  }
  /** Who renews tokens of this account, if anybody does. */
  const renewing = (portalId: string) => (portalId === ofPrivate?.id ? null : ofApp)

  return {
    async accessTokenOf(portalId) {
      const entered = await lasting(portalId, stored.of)
      if (entered) {
        note({ portalId, kind: entered.kind })
        return entered.token
      }
      const app = renewing(portalId)
      if (!app) throw missing(portalId, portalId === ofPrivate?.id)
      const token = await app.accessTokenOf(portalId)
      note({ portalId, kind: 'oauth' })
      return token
    },
    async renew(portalId, refused) {
      const entered = await lasting(portalId, stored.again)
      if (entered) return entered.token === refused ? null : entered.token
      return renewing(portalId)?.renew(portalId, refused) ?? null
    },
    async giveUp(portalId, refused) {
      if (await lasting(portalId, stored.of)) return
      await renewing(portalId)?.giveUp(portalId, refused)
    },
  }
}

function missing(portalId: string, isPrivate: boolean): Temporary {
  const how = `enter one with "npm run relay -- portals connect ${portalId}"`
  if (!isPrivate) {
    const words = `This relay has no token for the HubSpot account ${portalId}; ${how}, or install the app there.`
    return new Temporary('portal_unknown', words, { retryAfter: 60_000 })
  }
  return new Temporary(
    'hubspot_token_missing',
    `This relay has no access token for the HubSpot account ${portalId} yet; ${how}, or set HUBSPOT_ACCESS_TOKEN.`,
    { hindrance: 'account' },
  )
}
