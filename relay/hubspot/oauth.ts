import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid, Permanent, Temporary } from '../errors.ts'
import { apiVersion } from './api-version.ts'
import { createAppCall } from './app-call.ts'
import { oauthScopes } from './oauth-scopes.ts'

/** The account has taken its consent back or is gone: only a new installation helps. */
export class GrantGone extends Permanent {
  override name = 'GrantGone'
}

/** HubSpot does not accept our client id, secret or address: nothing is wrong with any account. */
export class AppRefused extends Temporary {
  override name = 'AppRefused'
}

const TokenAnswer = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  refresh_token: Type.String({ minLength: 1 }),
  expires_in: Type.Number({ exclusiveMinimum: 0 }),
  hub_id: Type.Optional(Type.Union([Type.Number(), Type.String()])),
})

const AppTokenAnswer = Type.Pick(TokenAnswer, ['access_token', 'expires_in'])

const IntrospectionAnswer = Type.Object({
  active: Type.Boolean(),
  hub_id: Type.Optional(Type.Union([Type.Number(), Type.String()])),
  client_id: Type.Optional(Type.String()),
  user: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  user_id: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  hub_domain: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  scopes: Type.Optional(Type.Array(Type.String())),
})

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
  /** The email of whoever agreed, and the id. */
  user: string | null
  userId: string | null
  hubDomain: string | null
  scopes: string[]
}

export interface OAuth {
  authorizeUrl(asked: { state: string; challenge: string; workflows: boolean }): string
  /** Throws `Invalid` when the code is no longer good. */
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

  async function post(path: string, form: Record<string, string>): Promise<unknown> {
    const said = { client_id: options.clientId, client_secret: options.clientSecrets[0] ?? '', ...form }
    const asked = { method: 'POST', body: new URLSearchParams(said) }
    const { status, body } = await call(`/oauth/${apiVersion}/${path}`, asked)
    if (status >= 200 && status < 300) return body
    throw refusalOf(status, body)
  }

  async function ask<Schema extends TSchema>(
    path: string,
    form: Record<string, string>,
    schema: Schema,
  ): Promise<Static<Schema>> {
    const body = await post(path, form)
    if (Value.Check(schema, body)) return body
    throw new Temporary('hubspot_unreadable', 'HubSpot gave an answer that cannot be read')
  }

  async function tokensFor(form: Record<string, string>): Promise<OAuthTokens> {
    const answer = await ask('token', form, TokenAnswer)
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token,
      life: answer.expires_in * 1_000,
      portalId: answer.hub_id === undefined ? null : String(answer.hub_id),
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
        return await tokensFor({ ...form, code_verifier: verifier })
      } catch (error) {
        // Where HubSpot keeps no challenge it may want no verifier; where it keeps one, this is refused, too.
        if (error instanceof Invalid && error.code === 'BAD_CODE_VERIFIER') return tokensFor(form)
        throw error
      }
    },
    refresh: (refreshToken) => tokensFor({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    async appToken(scopes) {
      const form = { grant_type: 'client_credentials', scope: scopes.join(' ') }
      const answer = await ask('token', form, AppTokenAnswer)
      return { accessToken: answer.access_token, life: answer.expires_in * 1_000 }
    },
    async introspect(token, kind = 'access_token') {
      const form = { token, token_type_hint: kind }
      const answer = await ask('token/introspect', form, IntrospectionAnswer)
      if (!answer.active || answer.hub_id === undefined) return null
      return {
        portalId: String(answer.hub_id),
        clientId: answer.client_id ?? null,
        user: answer.user ?? null,
        userId: answer.user_id ? String(answer.user_id) : null,
        hubDomain: answer.hub_domain ?? null,
        scopes: answer.scopes ?? [],
      }
    },
    async accountTypeOf(accessToken) {
      const headers = { authorization: `Bearer ${accessToken}` }
      const { status, body } = await call(`/account-info/${apiVersion}/details`, { headers })
      const { accountType } = (body ?? {}) as { accountType?: unknown }
      return status === 200 && typeof accountType === 'string' ? accountType : null
    },
    async revoke(refreshToken) {
      await post('token/revoke', { token: refreshToken, token_type_hint: 'refresh_token' })
    },
  }
}

/** Sorted by what is to be done. Words of HubSpot that nobody knows are taken for our fault: no account is cut off for them. */
function refusalOf(httpStatus: number, body: unknown): Error {
  const { error = '', status = '' } = (body ?? {}) as { error?: string; status?: string }
  const said = `${status || error || httpStatus}`
  if (['BAD_AUTH_CODE', 'BAD_CODE_VERIFIER'].includes(status)) {
    return new Invalid(status, `HubSpot refused the code: ${said}.`)
  }
  const ours = /^BAD_(CLIENT_ID|CLIENT_SECRET|REDIRECT_URI|SCOPES|GRANT_TYPE)$/.test(status)
  if (['BAD_REFRESH_TOKEN', 'BAD_HUB'].includes(status) || (error === 'invalid_grant' && !ours)) {
    return new GrantGone('grant_gone', `HubSpot says ${said}`)
  }
  return new AppRefused('oauth_misconfigured', `HubSpot refused our app: ${said}`, { retryAfter: 60_000 })
}
