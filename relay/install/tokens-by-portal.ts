import { Temporary } from '../errors.ts'
import type { AccessTokens } from '../hubspot/client.ts'
import { fixedTokens } from '../hubspot/fixed-tokens.ts'
import type { Credential } from './credential-uses.ts'
import type { Tokens } from './tokens.ts'

/** The private account's token stands in the configuration; every other account has its own, if there is an app with OAuth. */
export function tokensByPortal(
  ofPrivate: { id: string; accessToken: string; credential?: 'private_app' | 'service_key' } | null,
  ofApp: Tokens | null,
  note: (credential: Credential) => void,
): AccessTokens {
  const fixed = ofPrivate?.accessToken ? fixedTokens(ofPrivate.accessToken) : null
  const none: AccessTokens = {
    accessTokenOf(portalId) {
      if (portalId === ofPrivate?.id) {
        throw new Temporary('hubspot_token_missing', 'This relay has no access token yet: set HUBSPOT_ACCESS_TOKEN.', {
          hindrance: 'account',
        })
      }
      throw new Temporary('portal_unknown', `This relay has no token for the HubSpot account ${portalId}`, {
        retryAfter: 60_000,
      })
    },
    renew: async () => null,
    giveUp: async () => undefined,
  }
  const of = (portalId: string) => (portalId === ofPrivate?.id ? (fixed ?? none) : (ofApp ?? none))
  return {
    async accessTokenOf(portalId) {
      const token = await of(portalId).accessTokenOf(portalId)
      const isPrivate = portalId === ofPrivate?.id
      note({ portalId, kind: isPrivate ? (ofPrivate.credential ?? 'private_app') : 'oauth' })
      return token
    },
    renew: (portalId, refused) => of(portalId).renew(portalId, refused),
    giveUp: (portalId, refused) => of(portalId).giveUp(portalId, refused),
  }
}
