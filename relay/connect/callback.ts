import type { Logger } from 'pino'
import { Type } from 'typebox'
import { Invalid, Permanent, Temporary } from '../errors.ts'
import { AppRefused, GrantGone, type Introspection, type OAuthTokens } from '../hubspot/oauth.ts'
import { oauthScopes } from '../hubspot/oauth-scopes.ts'
import { door, route, type RawRequest, type Route } from '../route.ts'
import type { Jobs } from '../store/jobs.ts'
import { readPortal } from '../store/portals.ts'
import { installPortal, resumePortal, type Installed } from '../store/portals-install.ts'
import { callbackEnds, connectedPage, missingScopes } from './callback-ends.ts'
import { installCookie, notForMany, readInstallCookie, type InstallApp, type InstallNeeds } from './install.ts'
import { installPage, type InstallPage } from './install-page.ts'
import { hashOf, openInstallState, type InstallState } from './install-state.ts'
import { sealTokens } from './tokens-renew.ts'

export interface CallbackNeeds extends InstallNeeds {
  jobs: Jobs
  /** True the first time that a state is brought back, whichever process it reaches. */
  takeRequestId: (request: { portalId: string; door: string; id: string }) => Promise<boolean>
  log: Logger
}

/** No account has it: whose an installation is becomes known only afterwards. */
const nobody = '0'

/** Deliveries that one job works on when an account comes back. */
const together = 100

/** What the browser brings back: the state, once and in the browser it was given to, or the page that says why not. */
type Brought = { app: InstallApp; state: InstallState; query: URLSearchParams } | { page: InstallPage }

/**
 * HubSpot sends the admin back. Everything counts that HubSpot says of the token, and nothing that stands in the address:
 * which account it is, what it grants and who agreed.
 */
export function createCallback(needs: CallbackNeeds): { routes: Route[] } {
  const cookie = installCookie(needs.publicUrl)

  async function bring(request: RawRequest): Promise<Brought> {
    const { app } = needs
    if (!app) return { page: notForMany }
    const query = new URLSearchParams(request.target.split('?')[1] ?? '')
    const [given, ...more] = query.getAll('state')
    if (!given || more.length > 0) return { page: callbackEnds.state_unknown }
    const state = openInstallState(given, app.vault)
    if (!state) return { page: callbackEnds.state_unknown }
    if (state.expiresAt <= needs.now().getTime()) return { page: callbackEnds.state_expired }
    // Used up in whichever browser: one that turned up in another is known to somebody it was not given to.
    const used = { portalId: nobody, door: 'oauth state', id: hashOf(given) }
    if (!(await needs.takeRequestId(used))) return { page: callbackEnds.state_used }
    const browser = readInstallCookie(request.headers.cookie, cookie.name)
    // Hashes of random secrets: how long their comparison takes tells nobody anything.
    if (browser === null || hashOf(browser) !== state.browser) return { page: callbackEnds.other_browser }
    return { app, state, query }
  }

  async function finish({ app, state, query }: Exclude<Brought, { page: InstallPage }>): Promise<InstallPage> {
    const refused = query.get('error')
    if (refused !== null) {
      needs.log.info({ reason: refused.slice(0, 100) }, 'an installation was broken off in HubSpot')
      return refused === 'access_denied' ? callbackEnds.denied : callbackEnds.refused_by_hubspot
    }
    const [code, ...more] = query.getAll('code')
    if (!code || more.length > 0 || code.length > 2_000) return callbackEnds.code_refused
    const askedAt = needs.now()
    let tokens: OAuthTokens
    let about: Introspection | null
    let accountType: string | null
    try {
      tokens = await app.oauth.exchange(code, state.verifier)
      about = await app.oauth.introspect(tokens.accessToken)
      accountType = await app.oauth.accountTypeOf(tokens.accessToken)
    } catch (error) {
      return trouble(error)
    }
    if (!about || (tokens.portalId !== null && tokens.portalId !== about.portalId)) return callbackEnds.token_unusable
    const missing = oauthScopes.required.filter((scope) => !about.scopes.includes(scope))
    if (missing.length > 0) return giveBack(app, about, tokens, missingScopes(missing))
    if (accountType === 'APP_DEVELOPER') return giveBack(app, about, tokens, callbackEnds.wrong_account_type)
    const installed = await keep(app, about, tokens, state.workspace, askedAt)
    if (!('workspace' in installed)) return giveBack(app, about, tokens, callbackEnds[installed.outcome])
    const { portalId, hubDomain } = about
    needs.log.info({ portalId, ...installed }, 'HubSpot account connected')
    return connectedPage(installed.outcome, { portalId, hubDomain, workspace: installed.workspace })
  }

  /** Account and jobs together: what waited for the account goes on at once. */
  async function keep(
    app: InstallApp,
    { portalId, hubDomain, scopes, user }: Introspection,
    tokens: OAuthTokens,
    workspace: string | null,
    askedAt: Date,
  ): Promise<Installed> {
    const at = needs.now()
    const sealed = sealTokens(portalId, tokens, app.vault, askedAt)
    return needs.database.transaction(async (tx) => {
      const install = { ...sealed, portalId, workspace, hubDomain, scopes, installedBy: user, at }
      const outcome = await installPortal(tx, install)
      if (outcome.outcome !== 'connected_again') return outcome
      const inboxIds = await resumePortal(tx.forPortal(portalId), at)
      for (let first = 0; first < inboxIds.length; first += together) {
        const some = inboxIds.slice(first, first + together)
        await needs.jobs.enqueue(tx, 'receive-replies', { portalId, inboxIds: some })
      }
      await needs.jobs.enqueue(tx, 'record-timeline', { portalId })
      return outcome
    })
  }

  /** A grant that is not kept is given back, unless the account is connected: then the grant may be the same. */
  async function giveBack(
    app: InstallApp,
    { portalId }: Introspection,
    tokens: OAuthTokens,
    page: InstallPage,
  ): Promise<InstallPage> {
    needs.log.warn({ portalId, reason: page.title }, 'an installation was refused')
    const known = await readPortal(needs.database.forPortal(portalId))
    if (known?.credential === 'oauth' && known.state === 'active') return page
    await app.oauth.revoke(tokens.refreshToken).catch((error: unknown) => {
      needs.log.warn({ portalId, err: error }, 'a grant that is not kept could not be given back')
    })
    return page
  }

  function trouble(error: unknown): InstallPage {
    if (error instanceof Invalid || error instanceof GrantGone) {
      needs.log.info({ reason: error.message }, 'HubSpot did not take the code of an installation')
      return callbackEnds.code_refused
    }
    if (error instanceof AppRefused) {
      needs.log.error(
        { err: error, alarm: true },
        "HubSpot does not accept this relay's app: check HUBSPOT_OAUTH_CLIENT_ID, HUBSPOT_OAUTH_CLIENT_SECRET and PUBLIC_URL",
      )
      return callbackEnds.app_refused
    }
    if (error instanceof Temporary || error instanceof Permanent) {
      needs.log.warn({ err: error }, 'an installation could not be finished')
      return callbackEnds.hubspot_failing
    }
    throw error
  }

  const brought = door(bring)
  const back = route({
    method: 'GET',
    path: '/oauth/callback',
    summary: 'HubSpot sends an admin back from an installation; answers with a page that says what came of it.',
    door: brought,
    response: Type.String(),
    handle: async ({ caller }) => installPage('page' in caller ? caller.page : await finish(caller)),
  })

  return { routes: [back] }
}
