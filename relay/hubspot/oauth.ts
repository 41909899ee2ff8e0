import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid, Permanent, Temporary } from '../errors.ts'
import { apiVersion } from './api-version.ts'
import { createAppCall } from './app-call.ts'
import { judgeGrant, type GrantAsked } from './judge-grant.ts'
import { oauthScopes } from './oauth-scopes.ts'

/** The account has taken its consent back or is gone: only a new installation helps. */
export class GrantGone extends Permanent {
  override name = 'GrantGone'
}

/** HubSpot does not accept our client id, secret or address: nothing is wrong with any account. */
export class AppRefused extends Temporary {
  override name = 'AppRefused'
}

const Token = Type.String({ minLength: 1 })

/** What can be used of HubSpot's answers; what stands there besides decides nothing, in whichever form. */
const AppTokenAnswer = Type.Object({ access_token: Token, expires_in: Type.Optional(Type.Unknown()) })
const TokenAnswer = Type.Object({
  access_token: Token,
  refresh_token: Type.Optional(Type.Unknown()),
  expires_in: Type.Optional(Type.Unknown()),
  hub_id: Type.Optional(Type.Unknown()),
})
const IntrospectionAnswer = Type.Object({ active: Type.Boolean() })

/** Of a token of which HubSpot does not say how long it lives: as long as it always said; seconds. */
const usualLife = 1_800

export interface OAuthTokens {
  accessToken: string
  refreshToken: string
  /** Milliseconds. */
  life: number
  /** The account, where HubSpot says it along with the tokens. */
  portalId: string | null
}

/** What HubSpot knows of a token. */
export interface Introspection {
  portalId: string
  clientId: string | null
  /** The app whose token it is, by the number that HubSpot adds to a card's requests. */
  appId: string | null
  /** The email of whoever agreed, and the id. */
  user: string | null
  userId: string | null
  hubDomain: string | null
  scopes: string[]
}

export interface OAuth {
  authorizeUrl(asked: { state: string; challenge: string; workflows: boolean }): string
  /** Throws `Invalid` when the code is no longer good, or whoever agreed may not (`not_allowed`). */
  exchange(code: string, verifier: string): Promise<OAuthTokens>
  /** Throws `GrantGone`, `AppRefused` or another `Temporary`. */
  refresh(refreshToken: string): Promise<OAuthTokens>
  /** A token of the app itself, for no account; its life in milliseconds. Throws as `refresh` does. */
  appToken(scopes: readonly string[]): Promise<Pick<OAuthTokens, 'accessToken' | 'life'>>
  /** Null when the token is worth nothing. */
  introspect(token: string, kind?: 'access_token' | 'refresh_token'): Promise<Introspection | null>
  /** `STANDARD`, `SANDBOX`, `DEVELOPER_TEST`, `APP_DEVELOPER`; null where HubSpot does not tell. */
  accountTypeOf(accessToken: string): Promise<string | null>
  /** Gives back a grant that is not kept. */
  revoke(refreshToken: string): Promise<void>
}

/**
 * HubSpot's OAuth endpoints, on the date-based path, forms only. The official client knows only version 1 of them, which
 * dies in February 2027. `clientSecrets` begins with the newest.
 */
export function createOAuth(options: {
  apiUrl: string
  appUrl: string
  clientId: string
  clientSecrets: readonly string[]
  redirectUri: string
  fetch: typeof fetch
  stopping: AbortSignal
  timeLimit?: number
}): OAuth {
  const call = createAppCall(options)

  async function post(path: string, form: Record<string, string>, asked: GrantAsked): Promise<unknown> {
    const said = { client_id: options.clientId, client_secret: options.clientSecrets[0] ?? '', ...form }
    const request = { method: 'POST', body: new URLSearchParams(said) }
    const { status, body } = await call(`/oauth/${apiVersion}/${path}`, request)
    if (status >= 200 && status < 300) return body
    throw refusalOf(status, body, asked)
  }

  async function ask<Schema extends TSchema>(
    path: string,
    form: Record<string, string>,
    schema: Schema,
    asked: GrantAsked,
  ): Promise<Static<Schema>> {
    const body = await post(path, form, asked)
    if (Value.Check(schema, body)) return body
    throw unreadable()
  }

  /** `before` is the refresh token that is kept where HubSpot gives no new one. */
  async function tokensFor(
    form: Record<string, string>,
    asked: 'code' | 'grant',
    before?: string,
  ): Promise<OAuthTokens> {
    const answer = await ask('token', form, TokenAnswer, asked)
    const refreshToken = textOf(answer.refresh_token) ?? before
    if (refreshToken === undefined) throw unreadable()
    return {
      accessToken: answer.access_token,
      refreshToken,
      life: lifeOf(answer.expires_in),
      portalId: idOf(answer.hub_id),
    }
  }

  return {
    authorizeUrl({ state, challenge, workflows }) {
      const query = Object.entries({
        client_id: options.clientId,
        redirect_uri: options.redirectUri,
        scope: [...oauthScopes.required, ...(workflows ? oauthScopes.withWorkflows : [])].join(' '),
        optional_scope: oauthScopes.optional.join(' '),
        state,
        code_challenge: challenge,
        code_challenge_method: 'S256',
      })
      // A space must be %20 here, which URLSearchParams would write as a plus.
      return `${options.appUrl}/oauth/authorize?${query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`
    },
    async exchange(code, verifier) {
      const form = { grant_type: 'authorization_code', code, redirect_uri: options.redirectUri }
      try {
        return await tokensFor({ ...form, code_verifier: verifier }, 'code')
      } catch (error) {
        // Where HubSpot keeps no challenge it may want no verifier; where it keeps one, this is refused, too.
        if (error instanceof Invalid && error.code === 'BAD_CODE_VERIFIER') return tokensFor(form, 'code')
        throw error
      }
    },
    refresh: (refreshToken) =>
      tokensFor({ grant_type: 'refresh_token', refresh_token: refreshToken }, 'grant', refreshToken),
    async appToken(scopes) {
      const form = { grant_type: 'client_credentials', scope: scopes.join(' ') }
      const answer = await ask('token', form, AppTokenAnswer, 'app')
      return { accessToken: answer.access_token, life: lifeOf(answer.expires_in) }
    },
    async introspect(token, kind = 'access_token') {
      const form = { token, token_type_hint: kind }
      const answer = await ask('token/introspect', form, IntrospectionAnswer, 'app')
      if (!answer.active) return null
      const { hub_id, client_id, app_id, user, user_id, hub_domain, scopes } = answer as Record<string, unknown>
      const portalId = idOf(hub_id)
      // A token that lives is not worth nothing because HubSpot does not say whose it is.
      if (portalId === null) throw unreadable()
      const granted = typeof scopes === 'string' ? scopes.split(' ') : Array.isArray(scopes) ? scopes : []
      return {
        portalId,
        clientId: textOf(client_id) ?? null,
        appId: idOf(app_id),
        user: textOf(user) ?? null,
        userId: idOf(user_id),
        hubDomain: textOf(hub_domain) ?? null,
        scopes: granted.filter((scope) => typeof scope === 'string'),
      }
    },
    async accountTypeOf(accessToken) {
      const headers = { authorization: `Bearer ${accessToken}` }
      const { status, body } = await call(`/account-info/${apiVersion}/details`, { headers })
      const { accountType } = (body ?? {}) as { accountType?: unknown }
      return status === 200 && typeof accountType === 'string' ? accountType : null
    },
    async revoke(refreshToken) {
      await post('token/revoke', { token: refreshToken, token_type_hint: 'refresh_token' }, 'app')
    },
  }
}

/** Sorted by what is to be done. Words of HubSpot that nobody knows are taken for our fault: no account is cut off for them. */
function refusalOf(httpStatus: number, body: unknown, asked: GrantAsked): Error {
  const { error, status } = (body ?? {}) as Record<string, unknown>
  const said = { error: textOf(error) ?? '', status: textOf(status) ?? '' }
  const words = said.status || said.error || String(httpStatus)
  switch (judgeGrant(said, asked)) {
    case 'code':
      return new Invalid(said.status || 'code_refused', `HubSpot refused the code: ${words}.`)
    case 'person':
      return asked === 'code'
        ? new Invalid('not_allowed', `HubSpot says that this person may not: ${words}.`)
        : new Temporary('token_not_renewed', `HubSpot gives no token: ${words}`, { retryAfter: 60_000 })
    case 'grant':
      return new GrantGone('grant_gone', `HubSpot says ${words}`)
    case 'app':
      return new AppRefused('oauth_misconfigured', `HubSpot refused our app: ${words}`, { retryAfter: 60_000 })
  }
}

const unreadable = () => new Temporary('hubspot_unreadable', 'HubSpot gave an answer that cannot be read')

const textOf = (said: unknown): string | undefined => (typeof said === 'string' && said !== '' ? said : undefined)

function idOf(said: unknown): string | null {
  const id = typeof said === 'number' || typeof said === 'string' ? String(said) : ''
  return /^[1-9]\d{0,17}$/.test(id) ? id : null
}

/** Milliseconds. */
function lifeOf(said: unknown): number {
  const seconds = Number(said)
  return (seconds > 0 && seconds < Infinity ? seconds : usualLife) * 1_000
}
