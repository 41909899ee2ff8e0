import type { FastifyInstance } from 'fastify'
import type { Gate } from '../gate.ts'
import type { JournalDesk } from '../journal/journal-desk.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Install, OAuthDesk } from './oauth-desk.ts'
import type { OAuthApp } from './oauth-app.ts'
import { OAuthRefusal, refusals } from './oauth-refusal.ts'

/** v1 still answers today and dies in February 2027; nothing new may begin to use it. */
const versions = ['v3', '2026-03', '2026-09']

/** Tokens are given, renewed, looked at and taken back here; the body is a form and nothing else. */
export function oauthRoutes(
  server: FastifyInstance,
  needs: { desk: OAuthDesk; journal: JournalDesk; gate: Gate; now: () => Date },
): void {
  const { desk, journal, gate } = needs

  server.setErrorHandler((error, _request, reply) => {
    if (error instanceof OAuthRefusal) return reply.code(400).send(error.body())
    throw error
  })

  function read(request: { body: unknown; params: unknown }): { app: OAuthApp; form: URLSearchParams } {
    const { version } = request.params as { version: string }
    if (!versions.includes(version)) throw notFound()
    if (!(request.body instanceof URLSearchParams)) {
      throw new Refusal(415, 'VALIDATION_ERROR', 'Unsupported Media Type')
    }
    const form = request.body
    const app = desk.apps.get(form.get('client_id') ?? '')
    if (app === undefined) throw refusals.client()
    if (form.get('client_secret') !== app.clientSecret) throw refusals.secret()
    return { app, form }
  }

  const secondsLeft = ({ expiresAt }: Install) => Math.max(0, Math.round((expiresAt - needs.now().getTime()) / 1000))

  server.post('/oauth/:version/token', async (request) => {
    const { app, form } = read(request)
    const text = (name: string) => form.get(name) ?? ''
    if (text('grant_type') === 'client_credentials') {
      const { token, scopes } = journal.giveToken(app, form.get('scope'))
      return { access_token: token, expires_in: journal.behaviour.tokenLife, token_type: 'bearer', scopes }
    }
    let install: Install
    if (text('grant_type') === 'authorization_code') {
      const given = { code: text('code'), redirectUri: text('redirect_uri'), verifier: form.get('code_verifier') }
      install = desk.exchange(app, given)
    } else if (text('grant_type') === 'refresh_token') {
      install = desk.refresh(app, text('refresh_token'))
    } else throw refusals.grantType()
    return {
      access_token: install.accessToken,
      refresh_token: install.refreshToken,
      expires_in: desk.behaviour.tokenLife,
      token_type: 'bearer',
      token_use: 'access_token',
      hub_id: install.account.portalId,
      user_id: install.user.userId,
      scopes: install.scopes,
    }
  })

  server.post('/oauth/:version/token/introspect', async (request) => {
    const { app, form } = read(request)
    // The guide calls it `access_token`; the specification, and whoever has tried, `token`.
    const install = desk.introspect(app, form.get('token') ?? '')
    if (install === undefined) return { active: false }
    return {
      active: true,
      hub_id: install.account.portalId,
      user_id: install.user.userId,
      user: install.user.email,
      hub_domain: install.account.hubDomain ?? 'company.example',
      app_id: app.appId,
      client_id: app.clientId,
      scopes: install.scopes,
      expires_in: secondsLeft(install),
      is_private_distribution: false,
      token_use: form.get('token') === install.refreshToken ? 'refresh_token' : 'access_token',
      token_type: 'bearer',
      signed_access_token: { hublet: 'na1', hubId: install.account.portalId, appId: app.appId },
    }
  })

  server.post('/oauth/:version/token/revoke', async (request, reply) => {
    const { app, form } = read(request)
    desk.revoke(app, form.get('token') ?? '')
    return reply.code(200).send()
  })

  server.delete('/appinstalls/:version/external-install', async (request, reply) => {
    const portal = gate.admit(request, [['oauth']])
    if (!desk.uninstall(portal.portalId)) throw notFound('The app is not installed in this account')
    return reply.code(204).send()
  })
}
