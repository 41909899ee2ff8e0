import { createHash } from 'node:crypto'
import type { Caller } from '../gate.ts'
import type { JournalDesk } from '../journal/journal-desk.ts'
import type { Portal, PortalOptions } from '../portal.ts'
import { canGrant, type Consent, type OAuthAccount, type OAuthApp } from './oauth-app.ts'
import { refusals } from './oauth-refusal.ts'

/** What can be set while the fake runs. */
export interface OAuthBehaviour {
  /** Seconds that an access token lives; HubSpot says 1800. */
  tokenLife: number
  /** True: each refresh gives a new refresh token and the one before is worth nothing. Both have been seen. */
  rotates: boolean
  /** Undocumented on the real thing: whether a challenge is kept and its verifier asked for. */
  pkce: 'enforced' | 'ignored' | 'refused'
}

/** Counted where it can be seen: at HubSpot. */
export interface OAuthLedger {
  refreshes: number
  /** Refreshes although the newest access token still had more than half of its life before it. */
  duplicateRefreshes: number
  /** Requests with an access token past its life, or refreshes with a refresh token that had been replaced. */
  staleUsed: number
}

/** An app in an account. */
export interface Install {
  app: OAuthApp
  account: OAuthAccount
  scopes: string[]
  user: { userId: number; email: string }
  options: PortalOptions
  portal: Portal
  refreshToken: string
  accessToken: string
  expiresAt: number
}

interface Code extends Consent {
  account: OAuthAccount
  expiresAt: number
}

/** Who may install what, and every token that was given out. */
export interface OAuthDesk {
  behaviour: OAuthBehaviour
  ledger: OAuthLedger
  apps: ReadonlyMap<string, OAuthApp>
  accounts: ReadonlyMap<number, OAuthAccount>
  registerApp(app: OAuthApp): void
  addAccount(account: OAuthAccount): void
  /** The account's admin agrees; answers with a code, good once and for a minute. */
  agree(consent: Consent, portalId: number): string
  exchange(app: OAuthApp, given: { code: string; redirectUri: string; verifier: string | null }): Install
  refresh(app: OAuthApp, refreshToken: string): Install
  /** The install of a live token of this app. */
  introspect(app: OAuthApp, token: string): Install | undefined
  /** The refresh token is worth nothing from now on; access tokens live on, as HubSpot has it. */
  revoke(app: OAuthApp, refreshToken: string): void
  /** The admin removed the app, in HubSpot or by the app's own call. */
  uninstall(portalId: number): boolean
  /** The account is deleted: its tokens belong to an unknown hub. */
  deleteHub(portalId: number): void
  /** Access tokens die before their time, of one account or of all. */
  killAccessTokens(portalId?: number): void
  isInstalled(portalId: number): boolean
  /** The gate met a token that is past its life. */
  sawStale(): void
}

export function createOAuthDesk(needs: {
  callers: Map<string, Caller>
  openPortal: (options: PortalOptions) => Portal
  now: () => Date
  newToken: () => string
  /** The journal, which hears of installs and uninstalls. */
  tell: JournalDesk['tell']
}): OAuthDesk {
  const apps = new Map<string, OAuthApp>()
  const accounts = new Map<number, OAuthAccount>()
  const deleted = new Set<number>()
  const codes = new Map<string, Code>()
  const installs = new Map<number, Install>()
  /** Every refresh token that was ever given out. */
  const refreshTokens = new Map<string, { portalId: number; clientId: string }>()
  const time = () => needs.now().getTime()

  function mint(install: Install): Install {
    install.accessToken = `CL${needs.newToken()}${'x'.repeat(240)}`
    install.expiresAt = time() + desk.behaviour.tokenLife * 1000
    const { options: app, portal, expiresAt } = install
    needs.callers.set(install.accessToken, { app, portal, expiresAt })
    return install
  }

  function newRefreshToken(install: Install): string {
    const token = `na1-${needs.newToken()}`
    refreshTokens.set(token, { portalId: install.account.portalId, clientId: install.app.clientId })
    return token
  }

  /** Nothing that the app had in the account opens anything any more. */
  function remove(portalId: number): Install | undefined {
    const install = installs.get(portalId)
    installs.delete(portalId)
    for (const [token, caller] of needs.callers) if (caller.app === install?.options) needs.callers.delete(token)
    return install
  }

  const desk: OAuthDesk = {
    behaviour: { tokenLife: 1800, rotates: true, pkce: 'enforced' },
    ledger: { refreshes: 0, duplicateRefreshes: 0, staleUsed: 0 },
    apps,
    accounts,
    registerApp: (app) => void apps.set(app.clientId, app),
    addAccount: (account) => void accounts.set(account.portalId, account),
    agree(consent, portalId) {
      const account = accounts.get(portalId)
      if (account === undefined) throw new Error(`there is no account ${portalId}`)
      const refused = consent.scopes.filter((scope) => !canGrant(scope, account.tier ?? 'professional'))
      if (refused.length > 0) throw new Error(`This account's edition does not include ${refused.join(', ')}.`)
      const code = needs.newToken()
      codes.set(code, { ...consent, account, expiresAt: time() + 60_000 })
      return code
    },
    exchange(app, { code, redirectUri, verifier }) {
      const known = codes.get(code)
      if (known === undefined || known.app !== app || known.expiresAt <= time()) throw refusals.code()
      if (known.redirectUri !== redirectUri) throw refusals.redirect()
      const { pkce } = desk.behaviour
      if (pkce === 'refused' && verifier !== null) throw refusals.verifier()
      if (pkce === 'enforced' && known.challenge !== null && known.challenge !== challengeOf(verifier ?? '')) {
        throw refusals.verifier()
      }
      codes.delete(code)
      const { account, scopes } = known
      const { portalId, tier = 'professional' } = account
      const before = remove(portalId)
      deleted.delete(portalId)
      const options: PortalOptions = {
        portalId,
        tier,
        // Budgets are counted by app and account; tokens come and go.
        accessToken: `${app.clientId} in ${portalId}`,
        scopes,
        distribution: 'marketplace',
        ...(account.accountType === undefined ? {} : { accountType: account.accountType }),
        ...account.people,
      }
      const user = account.admin ?? { userId: 12345, email: 'admin@example.com' }
      const portal = needs.openPortal(options)
      const install: Install = {
        ...{ app, account, scopes, user, options, portal },
        ...{ refreshToken: '', accessToken: '', expiresAt: 0 },
      }
      install.refreshToken = newRefreshToken(install)
      installs.set(portalId, install)
      if (!before) needs.tell(app, 'APP_INSTALL', { portalId, userId: user.userId })
      return mint(install)
    },
    refresh(app, refreshToken) {
      const known = refreshTokens.get(refreshToken)
      if (known === undefined || known.clientId !== app.clientId) throw refusals.refreshToken()
      if (deleted.has(known.portalId)) throw refusals.hub()
      const install = installs.get(known.portalId)
      if (install === undefined) throw refusals.refreshToken()
      if (install.refreshToken !== refreshToken) {
        desk.ledger.staleUsed += 1
        throw refusals.refreshToken()
      }
      const alive = needs.callers.has(install.accessToken)
      if (alive && install.expiresAt - time() > desk.behaviour.tokenLife * 500) desk.ledger.duplicateRefreshes += 1
      desk.ledger.refreshes += 1
      if (desk.behaviour.rotates) install.refreshToken = newRefreshToken(install)
      return mint(install)
    },
    introspect(app, token) {
      for (const install of installs.values()) {
        if (install.app !== app) continue
        const alive = install.accessToken === token && needs.callers.has(token) && install.expiresAt > time()
        if (alive || install.refreshToken === token) return install
      }
      return undefined
    },
    revoke(app, refreshToken) {
      for (const install of installs.values()) {
        if (install.app === app && install.refreshToken === refreshToken) install.refreshToken = ''
      }
    },
    uninstall(portalId) {
      const install = remove(portalId)
      if (install) needs.tell(install.app, 'APP_UNINSTALL', { portalId, userId: install.user.userId })
      return install !== undefined
    },
    deleteHub(portalId) {
      remove(portalId)
      deleted.add(portalId)
    },
    killAccessTokens(portalId) {
      const doomed = [...installs.values()].filter(
        ({ account }) => portalId === undefined || account.portalId === portalId,
      )
      for (const { options } of doomed) {
        for (const [token, caller] of needs.callers) if (caller.app === options) needs.callers.delete(token)
      }
    },
    isInstalled: (portalId) => installs.has(portalId),
    sawStale: () => void (desk.ledger.staleUsed += 1),
  }
  return desk
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}
