import type { Logger } from 'pino'
import type { ConnectionReport } from '../../contract/connection.ts'
import type { Accounts } from '../account/account.ts'
import { Permanent, Temporary } from '../errors.ts'
import { HubSpotScopeMissing, type AccessTokens, type HubSpotClient } from '../hubspot/client.ts'
import type { OAuth } from '../hubspot/oauth.ts'
import { oauthScopes } from '../hubspot/oauth-scopes.ts'
import { unknownPortal } from '../http/own-portal.ts'
import type { Database } from '../store/database.ts'
import { readPortal, type Portal } from '../store/portal/portals.ts'
import { neededScopes, type NeededScope } from './needed-scopes.ts'
import { whoseToken } from './whose-token.ts'

export interface TestHubSpotNeeds {
  database: Database
  client: HubSpotClient
  tokens: AccessTokens
  accounts: Pick<Accounts, 'of'>
  app: { oauth: OAuth } | null
  log: Logger
}

/**
 * Questions whose refusal names what is missing, for tokens of which HubSpot tells nothing else. None changes anything:
 * an empty batch is refused for being empty by whoever may write at all.
 */
const probes: NeededScope[] = [
  {
    anyOf: ['crm.objects.contacts.read'],
    request: { method: 'GET', path: '/crm/objects/{version}/contacts?limit=1', repeatable: true },
  },
  {
    anyOf: ['crm.objects.contacts.write'],
    request: {
      method: 'POST',
      path: '/crm/objects/{version}/contacts/batch/update',
      body: { inputs: [] },
      repeatable: true,
    },
  },
  {
    anyOf: ['sales-email-read'],
    request: { method: 'GET', path: '/crm/objects/{version}/emails?limit=1', repeatable: true },
  },
]

/**
 * Is the credential of an account good, is it of that account, and what may it not do? Asks for at most `limit` milliseconds
 * and changes nothing.
 * Throws `Invalid` for an account that is none.
 */
export function createTestHubSpot(
  needs: TestHubSpotNeeds,
  limit: number,
): (portalId: string) => Promise<ConnectionReport> {
  type Found = Pick<ConnectionReport, 'missingScopes' | 'problem'>

  async function introspect({ portalId }: Portal): Promise<Found> {
    const needed = neededScopes(await needs.accounts.of(portalId)).map(({ anyOf }) => anyOf)
    const token = await needs.tokens.accessTokenOf(portalId)
    let told = await needs.app?.oauth.introspect(token)
    if (!told) {
      const renewed = await needs.tokens.renew(portalId, token)
      told = renewed === null ? null : await needs.app?.oauth.introspect(renewed)
    }
    if (!told) {
      return { missingScopes: [], problem: { code: 'token_refused', detail: 'HubSpot does not know the token.' } }
    }
    return {
      missingScopes: [...oauthScopes.required.map((scope) => [scope]), ...needed].flatMap((anyOf) =>
        anyOf.some((scope) => told.scopes.includes(scope)) ? [] : anyOf.slice(0, 1),
      ),
      problem: told.portalId === portalId ? null : otherAccount(told.portalId),
    }
  }

  /** A static token is told apart from others by the account's details, which a service key need not be allowed to read. */
  async function probe({ portalId }: Portal): Promise<Found> {
    const owner = await whoseToken(needs.client, portalId)
    if (owner !== null && owner !== portalId) return { missingScopes: [], problem: otherAccount(owner) }
    const needed = neededScopes(await needs.accounts.of(portalId))
    const missing = await Promise.all([...probes, ...needed].map((one) => missingFor(portalId, one)))
    return { missingScopes: [...new Set(missing.flat())], problem: null }
  }

  async function missingFor(portalId: string, { anyOf, request }: NeededScope): Promise<string[]> {
    try {
      await needs.client.request(portalId, request)
      return []
    } catch (error) {
      if (error instanceof HubSpotScopeMissing) {
        const [scope, ...others] = anyOf
        const named = error.scopes.filter((one) => !others.includes(one))
        return named.length > 0 ? named : [scope]
      }
      if (error instanceof Permanent) return []
      throw error
    }
  }

  function problemOf(error: unknown, portalId: string): { code: string; detail: string } {
    if (error instanceof Temporary || error instanceof Permanent) return { code: error.code, detail: error.message }
    needs.log.error({ err: error, portalId }, 'the test of a connection came to no end')
    return { code: 'test_broken', detail: 'The test came to no end; the log of the relay says why.' }
  }

  return async (portalId) => {
    const portal = await readPortal(needs.database.forPortal(portalId))
    if (!portal) throw unknownPortal(portalId)
    const { edition, credential, workspace, hubDomain } = portal
    const known = { portalId, edition, credential, workspace, hubDomain }
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      const silent = new Temporary('no_answer', `HubSpot did not answer within ${limit / 1_000} seconds.`)
      timer = setTimeout(() => reject(silent), limit)
    })
    try {
      const found = await Promise.race([credential === 'oauth' ? introspect(portal) : probe(portal), late])
      return { ...known, state: portal.state, ...found, ok: found.missingScopes.length === 0 && !found.problem }
    } catch (error) {
      // The test may have found out that the account is cut off.
      const state = (await readPortal(needs.database.forPortal(portalId)))?.state ?? portal.state
      return { ...known, state, ok: false, missingScopes: [], problem: problemOf(error, portalId) }
    } finally {
      clearTimeout(timer)
    }
  }
}

function otherAccount(portalId: string): { code: string; detail: string } {
  return { code: 'other_account', detail: `The credential belongs to the HubSpot account ${portalId}.` }
}
