import type { Logger } from 'pino'
import { Type } from 'typebox'
import { cutText } from '../../contract/cut-text.ts'
import { Invalid, Permanent, Temporary } from '../errors.ts'
import { AppRefused, GrantGone, type Introspection, type OAuthTokens } from '../hubspot/oauth.ts'
import { oauthScopes } from '../hubspot/oauth-scopes.ts'
import { resumeAccount } from '../message/resume-account.ts'
import { door, route, type RawRequest, type Route } from '../http/route.ts'
import { appendAudit, createAudit, type AuditActor } from '../store/audit/audit.ts'
import type { WideDb } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { ofNoAccount } from '../store/of-no-account.ts'
import { readPortal } from '../store/portal/portals.ts'
import { installPortal, type Installed } from '../store/portal/portals-install.ts'
import { holdMasterKey } from '../store/sealed/master-keys.ts'
import { callbackEnds, connectedPage, missingScopes } from './callback-ends.ts'
import {
  installCookie,
  notForMany,
  readInstallCookie,
  refusedWith,
  type InstallApp,
  type InstallNeeds,
} from './install.ts'
import { installPage, tooManyPages, type InstallPage } from './install-page.ts'
import { hashOf, openInstallState, type InstallState } from './install-state.ts'
import { sealTokens } from './tokens-renew.ts'

export interface CallbackNeeds extends InstallNeeds {
  jobs: Jobs
  /** True the first time that a state is brought back, whichever process it reaches. */
  takeRequestId: (request: { portalId: string; door: string; id: string }) => Promise<boolean>
  log: Logger
  /** Whoever installs first is the first admin of an account that has none. */
  nameFirstAdmin: (portalId: string, userId: string) => Promise<void>
}

/** The page at the end, and the account where HubSpot has named it. */
type End = InstallPage & { portalId?: string }

const actions = {
  installed: 'portal.installed',
  connected_again: 'portal.connected_again',
  was_connected: 'portal.renewed',
} as const

/** What the browser brings back: the state, once and in the browser it was given to, or the page that says why not. */
type Brought = { app: InstallApp; state: InstallState; query: URLSearchParams } | { page: InstallPage }

/**
 * HubSpot sends the admin back. Everything counts that HubSpot says of the token, and nothing that stands in the address:
 * which account it is, what it grants and who agreed.
 */
export function createCallback(needs: CallbackNeeds): { routes: Route[] } {
  const cookie = installCookie(needs.publicUrl)
  const audit = createAudit(needs.database)

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
    const used = { portalId: ofNoAccount, door: 'oauth state', id: hashOf(given) }
    if (!(await needs.takeRequestId(used))) return { page: callbackEnds.state_used }
    const browser = readInstallCookie(request.headers.cookie, cookie.name)
    // Hashes of random secrets: how long their comparison takes tells nobody anything.
    if (browser === null || hashOf(browser) !== state.browser) return { page: callbackEnds.other_browser }
    return { app, state, query }
  }

  async function finish({ app, state, query }: Exclude<Brought, { page: InstallPage }>): Promise<End> {
    const refused = query.get('error')
    if (refused !== null) {
      needs.log.info({ reason: cutText(refused, 100) }, 'an installation was broken off in HubSpot')
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
    const { workspace } = state
    if (missing.length > 0) return giveBack(app, about, tokens, workspace, missingScopes(missing))
    if (accountType === 'APP_DEVELOPER') return giveBack(app, about, tokens, workspace, callbackEnds.wrong_account_type)
    const installed = await keep(app, about, tokens, workspace, askedAt).catch((error: unknown) => {
      if (!(error instanceof Invalid)) throw error
      needs.log.error(
        { portalId: about.portalId, reason: error.message, alarm: true },
        'an installation cannot be kept',
      )
      return { outcome: 'other_master_key' as const }
    })
    if (!('workspace' in installed)) return giveBack(app, about, tokens, workspace, callbackEnds[installed.outcome])
    const { portalId, hubDomain } = about
    const { outcome, workspace: kept } = installed
    needs.log.info({ portalId, outcome, workspace: kept }, 'HubSpot account connected')
    // What is asked for stands in an address that the installer's own browser opens: they can leave the scope out. So nobody becomes an
    // admin by installing again, and nobody where HubSpot names super admins.
    const isFirst = outcome === 'installed' && !knowsSuperAdmins(about.scopes)
    if (about.userId !== null && isFirst) await needs.nameFirstAdmin(portalId, about.userId)
    return connectedPage(outcome, { portalId, hubDomain, workspace: kept })
  }

  /** Account and what waited together: what waited for the account goes on at once. */
  async function keep(
    app: InstallApp,
    about: Introspection,
    tokens: OAuthTokens,
    workspace: string | null,
    askedAt: Date,
  ): Promise<Installed> {
    const { portalId, hubDomain, appId, scopes, user } = about
    const at = needs.now()
    const sealed = sealTokens(portalId, tokens, app.vault, askedAt)
    return needs.database.transaction(async (tx) => {
      const install = { ...sealed, portalId, workspace, hubDomain, appId, scopes, installedBy: user, at }
      // So that no process has meanwhile been started with another key, which could not open them.
      await holdMasterKey(tx, app.vault)
      const installed = await installPortal(tx, install)
      if (!('workspace' in installed)) return installed
      if (installed.outcome === 'connected_again') await resume(tx, portalId)
      const detail = {
        workspace: installed.workspace,
        scopes: cutText(scopes.join(' '), 200),
        byLink: workspace !== null,
      }
      const by = { portalId, at, actor: whoAgreed(about) } as const
      await appendAudit(tx, [
        { ...by, action: actions[installed.outcome], detail },
        ...(knowsSuperAdmins(installed.scopesBefore) && !knowsSuperAdmins(scopes)
          ? [{ ...by, action: 'portal.super_admins_lost' as const, detail: { missing: oauthScopes.ofUsers[0] ?? '' } }]
          : []),
      ])
      return installed
    })
  }

  async function resume(tx: WideDb, portalId: string): Promise<void> {
    await resumeAccount(tx.forPortal(portalId), needs.jobs)
    for (const queue of ['work-off-inbox', 'match-replies', 'take-events', 'record-timeline'] as const) {
      needs.jobs.hint(tx, queue, portalId)
    }
  }

  /** A grant that is not kept is given back, unless the account is connected: then the grant may be the same. */
  async function giveBack(
    app: InstallApp,
    about: Introspection,
    tokens: OAuthTokens,
    workspace: string | null,
    page: InstallPage,
  ): Promise<End> {
    const { portalId } = about
    await audit({
      ...{ portalId, at: needs.now(), actor: whoAgreed(about), action: 'portal.install_refused' },
      detail: { code: page.code, workspace },
    })
    needs.log.warn({ portalId, reason: page.title }, 'an installation was refused')
    const known = await readPortal(needs.database.forPortal(portalId))
    if (known?.credential === 'oauth' && known.state === 'active') return { ...page, portalId }
    await app.oauth.revoke(tokens.refreshToken).catch((error: unknown) => {
      needs.log.warn({ portalId, err: error }, 'a grant that is not kept could not be given back')
    })
    return { ...page, portalId }
  }

  function trouble(error: unknown): InstallPage {
    if (error instanceof Invalid || error instanceof GrantGone) {
      needs.log.info({ reason: error.message }, 'HubSpot did not take the code of an installation')
      return error.code === 'not_allowed' ? callbackEnds.not_allowed : callbackEnds.code_refused
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

  const back = route({
    method: 'GET',
    path: '/oauth/callback',
    summary: 'HubSpot sends an admin back from an installation; answers with a page that says what came of it.',
    // The state proves itself, and there is a page for whoever has none.
    door: door(() => null),
    response: Type.String(),
    async handle(request) {
      const at = { door: '/oauth/callback', address: request.address } as const
      const wait = needs.limits('pages', request.address)
      if (wait > 0) return refusedWith(tooManyPages, at, needs, wait)
      const brought = await bring(request)
      if ('page' in brought) return refusedWith(brought.page, at, needs)
      const page = await finish(brought)
      // Of an account that is known it stands in its own log.
      return page.status < 400 || page.portalId ? installPage(page) : refusedWith(page, at, needs)
    },
  })

  return { routes: [back] }
}

function knowsSuperAdmins(scopes: readonly string[]): boolean {
  return oauthScopes.ofUsers.some((scope) => scopes.includes(scope))
}

/** Whom HubSpot names as the one who agreed. */
function whoAgreed({ userId }: Introspection): AuditActor {
  return `user:${userId ?? 'unknown'}`
}
