import type { PortalOptions, Tier } from '../portal.ts'

/** An app with OAuth, as its developer uploaded it. */
export interface OAuthApp {
  appId: number
  clientId: string
  clientSecret: string
  redirectUrls: readonly string[]
  requiredScopes: readonly string[]
  conditionallyRequiredScopes?: readonly string[]
  optionalScopes?: readonly string[]
}

/** An account whose admin may install apps. */
export interface OAuthAccount {
  portalId: number
  /** Default `professional`. */
  tier?: Tier
  /** Default `STANDARD`. */
  accountType?: 'STANDARD' | 'DEVELOPER_TEST' | 'SANDBOX' | 'APP_DEVELOPER'
  /** The company's website, which HubSpot calls the hub's domain. */
  hubDomain?: string
  admin?: { userId: number; email: string }
  /** Who works there. */
  people?: Pick<PortalOptions, 'owners' | 'users' | 'roles' | 'teams'>
}

/** What an admin is asked for, and says. */
export interface Consent {
  app: OAuthApp
  redirectUri: string
  scopes: string[]
  state: string | null
  challenge: string | null
}

const paid: Record<string, readonly Tier[]> = { automation: ['professional', 'enterprise'] }

/** Whether an account of this edition can grant a scope. */
export function canGrant(scope: string, tier: Tier): boolean {
  return paid[scope]?.includes(tier) ?? true
}

/**
 * Reads the query of an authorize address. Throws a sentence, as HubSpot shows it: the address of the app and its required
 * scopes must be exactly those it was uploaded with, and a scope that it does not name blocks the installation.
 */
export function readConsent(query: URLSearchParams, apps: ReadonlyMap<string, OAuthApp>): Consent {
  const app = apps.get(query.get('client_id') ?? '')
  if (app === undefined) throw new Error("We couldn't complete the connection: the app is unknown.")
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!app.redirectUrls.includes(redirectUri)) {
    throw new Error("We couldn't complete the connection: the redirect URL does not match the app's.")
  }
  const list = (name: string) => (query.get(name) ?? '').split(' ').filter((scope) => scope !== '')
  const scopes = list('scope')
  const known = [...app.requiredScopes, ...(app.conditionallyRequiredScopes ?? [])]
  const missing = app.requiredScopes.filter((scope) => !scopes.includes(scope))
  const optional = list('optional_scope')
  const unknown = [
    ...scopes.filter((scope) => !known.includes(scope)),
    ...optional.filter((scope) => !(app.optionalScopes ?? []).includes(scope)),
  ]
  if (missing.length + unknown.length > 0) {
    throw new Error(
      `We couldn't complete the connection: the scopes do not match the app's (${[...missing, ...unknown].join(', ')}).`,
    )
  }
  const method = query.get('code_challenge_method')
  if (method !== null && method !== 'S256') throw new Error('The code challenge method is not supported.')
  // What an account does not have is left out of what it may grant besides.
  const granted = [...scopes, ...optional.filter((scope) => !(scope in paid))]
  return { app, redirectUri, scopes: granted, state: query.get('state'), challenge: query.get('code_challenge') }
}
