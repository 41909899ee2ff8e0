import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { InstallLinkRequest, InstallLinkResponse } from '../../contract/connection.ts'
import type { OAuth } from '../hubspot/oauth.ts'
import { Invalid } from '../errors.ts'
import { door, route, TextAnswer, type Route, type OperatorDoor } from '../http/route.ts'
import { createAudit } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import { ofNoAccount } from '../store/of-no-account.ts'
import type { Vault } from '../vault/vault.ts'
import { makeInstallLink, readInstallLink, workspaceName } from './install-link.ts'
import { installHeaders, installPage, tooManyPages, type InstallPage } from './install-page.ts'
import { hashOf, sealInstallState } from './install-state.ts'

/** What an installation needs; null where this relay has no app with OAuth. */
export interface InstallApp {
  oauth: OAuth
  vault: Vault
  clientSecrets: readonly string[]
}

export interface InstallNeeds {
  operatorDoor: OperatorDoor
  database: Database
  app: InstallApp | null
  publicUrl: string
  now: () => Date
  /** Milliseconds that this address must wait before it opens another page, or 0. */
  limits: (kind: 'pages', address: string) => number
  /** Keeps that somebody was refused. */
  refused: (refusal: { door: string; address: string; caller: unknown; error: Invalid }) => void
}

/** Milliseconds for choosing an account and agreeing. */
const time = 600_000

export const notForMany: InstallPage = {
  code: 'nothing_to_install',
  status: 404,
  title: 'Nothing to install here',
  text: [
    'This Homing relay serves one HubSpot account, whose app is installed from its project page in HubSpot.',
    'If you were sent here, tell whoever sent you.',
  ],
}

const ends: Record<'changed' | 'expired', InstallPage> = {
  changed: {
    code: 'link_changed',
    status: 403,
    title: 'This install link is not valid',
    text: [
      'The link was changed or is not complete. Nothing was installed.',
      'Copy the whole link again, or ask for a new one.',
    ],
  },
  expired: {
    code: 'link_expired',
    status: 410,
    title: 'This install link has expired',
    text: ['Nothing was installed.', 'Ask whoever sent it for a new one.'],
  },
}

/** An admin is sent to HubSpot, with a state that only this browser can come back with, and once. */
export function createInstall(needs: InstallNeeds): { routes: Route[] } {
  const { name, attributes } = installCookie(needs.publicUrl)
  const audit = createAudit(needs.database)

  const begun = route({
    method: 'GET',
    path: '/oauth/install',
    summary: 'An admin of a HubSpot account begins to install Homing; answers with a redirect to HubSpot, or a page.',
    door: door(() => null),
    response: Type.String(),
    async handle(request) {
      const at = { door: '/oauth/install', address: request.address } as const
      const wait = needs.limits('pages', request.address)
      if (wait > 0) return refusedWith(tooManyPages, at, needs, wait)
      const { app } = needs
      if (!app) return installPage(notForMany)
      const now = needs.now()
      const query = new URLSearchParams(request.target.split('?')[1] ?? '')
      const link = readInstallLink(query, app.clientSecrets, now)
      if (link.link !== 'good') return refusedWith(ends[link.link], at, needs)
      const verifier = newSecret()
      // The same browser may have several installations on their way, in several windows.
      const browser = readInstallCookie(request.headers.cookie, name) ?? newSecret()
      // Nothing is stored: anybody may ask this, as often as they like.
      const state = sealInstallState(
        { browser: hashOf(browser), workspace: link.workspace, verifier, expiresAt: now.getTime() + time },
        app.vault,
      )
      const location = app.oauth.authorizeUrl({
        state,
        challenge: hashOf(verifier),
        workflows: query.get('workflows') === '1',
      })
      const cookie = `${name}=${browser}; Max-Age=${time / 1000}; ${attributes}`
      return new TextAnswer('text/plain; charset=utf-8', 'Go on at HubSpot.', {
        status: 302,
        headers: { ...installHeaders, location, 'set-cookie': cookie },
      })
    },
  })

  const linked = route({
    method: 'POST',
    path: '/admin/install-link',
    summary: 'Makes an address at which one HubSpot account can be connected to a workspace.',
    door: needs.operatorDoor,
    body: InstallLinkRequest,
    response: InstallLinkResponse,
    async handle(_, { workspace, days = 7, workflows = false }) {
      if (!needs.app) {
        throw new Invalid(
          'oauth_off',
          'This relay has no app with OAuth: set HUBSPOT_OAUTH_CLIENT_ID and HUBSPOT_OAUTH_CLIENT_SECRET.',
        )
      }
      if (!workspaceName.test(workspace)) {
        throw new Invalid(
          'invalid_workspace',
          'Name the workspace with small letters, digits and hyphens, and do not begin with "portal-".',
        )
      }
      const until = new Date(needs.now().getTime() + days * 86_400_000)
      await audit({
        ...{ portalId: ofNoAccount, at: needs.now(), actor: 'operator', action: 'portal.link_made' },
        detail: { workspace, until: until.toISOString(), workflows },
      })
      const { clientSecrets } = needs.app
      const url = makeInstallLink({ workspace, until, workflows }, { clientSecrets, publicUrl: needs.publicUrl })
      return { url, expiresAt: until.toISOString() }
    },
  })

  return { routes: [begun, linked] }
}

/** Pages that anybody may open, as the audit log names them: an address can be spelt in many ways. */
type PageDoor = '/oauth/install' | '/oauth/callback'

/** The page, and that somebody got it; `wait` is in milliseconds. */
export function refusedWith(
  page: InstallPage,
  at: { door: PageDoor; address: string },
  { refused }: Pick<InstallNeeds, 'refused'>,
  wait = 0,
): TextAnswer {
  refused({ ...at, caller: null, error: new Invalid(page.code, page.title) })
  return installPage(page, wait)
}

/**
 * The cookie comes back with the redirect from HubSpot (`Lax`) and nowhere else. Over https its name keeps other hosts of
 * the same domain from setting it.
 */
export function installCookie(publicUrl: string): { name: string; attributes: string } {
  const secure = publicUrl.startsWith('https:')
  return {
    name: secure ? '__Host-homing-install' : 'homing-install',
    attributes: `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
  }
}

export function readInstallCookie(header: string | undefined, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .flatMap(([key, value]) => (key === name && value && /^[A-Za-z0-9_-]{43}$/.test(value) ? [value] : []))
  return values.length === 1 ? (values[0] ?? null) : null
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
