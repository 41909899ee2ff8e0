import type { Logger } from 'pino'
import { Type, type Static } from 'typebox'
import { cutText } from '../../contract/cut-text.ts'
import { ConnectionReport, ConnectionRequest } from '../../contract/connection.ts'
import { Permanent, Temporary } from '../errors.ts'
import { HubSpotScopeMissing, type AccessTokens, type HubSpotClient, type HubSpotRequest } from '../hubspot/client.ts'
import type { OAuth } from '../hubspot/oauth.ts'
import { oauthScopes } from '../hubspot/oauth-scopes.ts'
import { unknownPortal } from '../http/own-portal.ts'
import { route, type Route } from '../http/route.ts'
import { createAudit } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import { readPortal, type Portal } from '../store/portal/portals.ts'
import { mayRun, type OperatorDoor } from './may-run.ts'

export interface ConnectionNeeds {
  database: Database
  client: HubSpotClient
  tokens: AccessTokens
  app: { oauth: OAuth } | null
  operatorDoor: OperatorDoor
  now: () => Date
  log: Logger
}

/**
 * Questions whose refusal names what is missing, for tokens of which HubSpot tells nothing else. None changes anything:
 * an empty batch is refused for being empty by whoever may write at all.
 */
const probes: { scope: string; request: HubSpotRequest }[] = [
  {
    scope: 'crm.objects.contacts.read',
    request: { method: 'GET', path: '/crm/objects/{version}/contacts?limit=1', repeatable: true },
  },
  {
    scope: 'crm.objects.contacts.write',
    request: {
      method: 'POST',
      path: '/crm/objects/{version}/contacts/batch/update',
      body: { inputs: [] },
      repeatable: true,
    },
  },
  {
    scope: 'sales-email-read',
    request: { method: 'GET', path: '/crm/objects/{version}/emails?limit=1', repeatable: true },
  },
]

/** What can be used of the account's details. */
const AccountAnswer = Type.Object({ portalId: Type.Union([Type.Integer(), Type.String()]) })
type AccountAnswer = Static<typeof AccountAnswer>

/** "Test connection": is the credential of an account good, is it of that account, and what may it not do? */
export function createConnection(needs: ConnectionNeeds): {
  routes: Route[]
  testConnection: (portalId: string) => Promise<ConnectionReport>
} {
  const audit = createAudit(needs.database)

  async function testConnection(portalId: string): Promise<ConnectionReport> {
    const portal = await readPortal(needs.database.forPortal(portalId))
    if (!portal) throw unknownPortal(portalId)
    const { edition, credential, workspace } = portal
    const known = { portalId, edition, credential, workspace, hubDomain: portal.hubDomain }
    try {
      const found = credential === 'oauth' ? await introspect(portal) : await probe(portal)
      return { ...known, state: portal.state, ...found, ok: found.missingScopes.length === 0 && !found.problem }
    } catch (error) {
      // The test may have found out that the account is cut off.
      const state = (await readPortal(needs.database.forPortal(portalId)))?.state ?? portal.state
      return { ...known, state, ok: false, missingScopes: [], problem: problemOf(error, portalId) }
    }
  }

  type Found = Pick<ConnectionReport, 'missingScopes' | 'problem'>

  async function introspect({ portalId }: Portal): Promise<Found> {
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
      missingScopes: oauthScopes.required.filter((scope) => !told.scopes.includes(scope)),
      problem: told.portalId === portalId ? null : otherAccount(told.portalId),
    }
  }

  /** A static token is told apart from others by the account's details, which a service key need not be allowed to read. */
  async function probe({ portalId }: Portal): Promise<Found> {
    const details = {
      method: 'GET' as const,
      path: '/account-info/{version}/details',
      repeatable: true,
      answer: AccountAnswer,
    }
    const account = await needs.client.request<AccountAnswer>(portalId, details).catch((error: unknown) => {
      if (error instanceof HubSpotScopeMissing) return null
      throw error
    })
    if (account && String(account.portalId) !== portalId) {
      return { missingScopes: [], problem: otherAccount(String(account.portalId)) }
    }
    const missing = await Promise.all(probes.map(({ scope, request }) => missingFor(portalId, scope, request)))
    return { missingScopes: [...new Set(missing.flat())], problem: null }
  }

  async function missingFor(portalId: string, scope: string, request: HubSpotRequest): Promise<string[]> {
    try {
      await needs.client.request(portalId, request)
      return []
    } catch (error) {
      if (error instanceof HubSpotScopeMissing) return error.scopes.length > 0 ? error.scopes : [scope]
      if (error instanceof Permanent) return []
      throw error
    }
  }

  function problemOf(error: unknown, portalId: string): { code: string; detail: string } {
    if (error instanceof Temporary || error instanceof Permanent) return { code: error.code, detail: error.message }
    needs.log.error({ err: error, portalId }, 'the test of a connection came to no end')
    return { code: 'test_broken', detail: 'The test came to no end; the log of the relay says why.' }
  }

  const tested = route({
    method: 'POST',
    path: '/admin/connection/test',
    summary: 'Tells whether the credential of a HubSpot account is good, and which scopes it lacks.',
    door: needs.operatorDoor,
    body: ConnectionRequest,
    response: ConnectionReport,
    async handle({ caller }, { portalId }) {
      mayRun(caller, portalId)
      const report = await testConnection(portalId)
      const { credential, ok, missingScopes, problem } = report
      const detail = {
        kind: credential,
        ok,
        missing: cutText(missingScopes.join(' '), 200),
        code: problem?.code ?? null,
      }
      await audit({ portalId, at: needs.now(), actor: 'operator', action: 'credential.tested', detail })
      return report
    },
  })

  return { routes: [tested], testConnection }
}

function otherAccount(portalId: string): { code: string; detail: string } {
  return { code: 'other_account', detail: `The credential belongs to the HubSpot account ${portalId}.` }
}
