import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startHubSpotUnderTest, type HubSpotUnderTest } from '../hubspot-under-test.ts'

const app = {
  appId: 77,
  clientId: 'client-one',
  clientSecret: 'secret-one',
  redirectUrls: ['https://relay.example.com/oauth/callback'],
  requiredScopes: ['oauth', 'crm.objects.contacts.read'],
  conditionallyRequiredScopes: ['automation'],
}
const verifier = 'v'.repeat(43)
const challenge = createHash('sha256').update(verifier).digest('base64url')

let hub: HubSpotUnderTest
beforeEach(async () => {
  hub = await startHubSpotUnderTest()
  hub.hubspot.oauth.registerApp(app)
  hub.hubspot.oauth.addAccount({
    portalId: 101,
    hubDomain: 'one.example',
    admin: { userId: 7, email: 'ann@one.example' },
  })
  hub.hubspot.oauth.addAccount({ portalId: 102, tier: 'free', accountType: 'APP_DEVELOPER' })
})
afterEach(() => hub.hubspot.close())

function authorizeUrl(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: app.clientId,
    redirect_uri: app.redirectUrls[0]!,
    scope: app.requiredScopes.join(' '),
    state: 's1',
    ...changes,
  })
  return `${hub.hubspot.url}/oauth/authorize?${query.toString()}`
}

async function answered(portalId: number, answer = 'agree', changes: Record<string, string> = {}): Promise<URL> {
  const body = new URLSearchParams({ portalId: String(portalId), answer })
  const response = await fetch(authorizeUrl(changes), { method: 'POST', body, redirect: 'manual' })
  expect(response.status).toBe(302)
  return new URL(response.headers.get('location') ?? '')
}
const codeOf = async (portalId: number, changes?: Record<string, string>) =>
  (await answered(portalId, 'agree', changes)).searchParams.get('code') ?? ''

async function token(form: Record<string, string>, path = '/oauth/2026-09/token') {
  const body = new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...form })
  const response = await fetch(hub.hubspot.url + path, { method: 'POST', body })
  const text = await response.text()
  return {
    status: response.status,
    body: (text ? JSON.parse(text) : {}) as Record<string, unknown> & Record<string, string>,
  }
}
const exchange = (code: string, more: Record<string, string> = {}) =>
  token({ grant_type: 'authorization_code', code, redirect_uri: app.redirectUrls[0]!, ...more })
const details = (accessToken: string) => hub.call('GET', '/account-info/2026-09/details', undefined, accessToken)

test('an admin agrees, and the code becomes tokens that name the account', async () => {
  const back = await answered(101)
  expect(back.searchParams.get('state')).toBe('s1')
  const { status, body } = await exchange(back.searchParams.get('code') ?? '')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    hub_id: 101,
    expires_in: 1800,
    token_type: 'bearer',
    refresh_token: expect.stringMatching(/^na1-/),
  })
  expect((await details(body.access_token!)).body).toMatchObject({ portalId: 101, accountType: 'STANDARD' })
  const told = await token(
    { token: body.access_token!, token_type_hint: 'access_token' },
    '/oauth/2026-09/token/introspect',
  )
  expect(told.body).toMatchObject({
    active: true,
    hub_id: 101,
    user: 'ann@one.example',
    hub_domain: 'one.example',
    client_id: app.clientId,
  })
})

test('a code is good once, for its app, its address and a minute', async () => {
  const code = await codeOf(101)
  expect((await exchange(code, { redirect_uri: 'https://else.example' })).body.status).toBe('BAD_REDIRECT_URI')
  expect((await exchange(code)).status).toBe(200)
  expect(await exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant', status: 'BAD_AUTH_CODE' } })
  const late = await codeOf(101)
  hub.clock.advance(61_000)
  expect((await exchange(late)).body.status).toBe('BAD_AUTH_CODE')
})

test('a challenge is answered by its verifier, where challenges are kept', async () => {
  const asked = { code_challenge: challenge, code_challenge_method: 'S256' }
  expect((await exchange(await codeOf(101, asked))).body.status).toBe('BAD_CODE_VERIFIER')
  expect((await exchange(await codeOf(101, asked), { code_verifier: verifier })).status).toBe(200)
  hub.hubspot.oauth.behaviour.pkce = 'refused'
  expect((await exchange(await codeOf(101, asked), { code_verifier: verifier })).body.status).toBe('BAD_CODE_VERIFIER')
  hub.hubspot.oauth.behaviour.pkce = 'ignored'
  expect((await exchange(await codeOf(101, asked))).status).toBe(200)
})

test.each([
  ['another redirect address', { redirect_uri: 'https://relay.example.com/oauth/callback/' }],
  ['a scope that is missing', { scope: 'oauth' }],
  ['a scope the app does not name', { scope: `${app.requiredScopes.join(' ')} tickets` }],
  ['an optional scope the app does not name', { optional_scope: 'automation' }],
  ['an unknown app', { client_id: 'x' }],
])('no installation with %s', async (_what, changes) => {
  expect((await fetch(authorizeUrl(changes))).status).toBe(400)
})

test('an edition without workflows cannot be asked for automation', async () => {
  const shown = await (await fetch(authorizeUrl({ scope: `${app.requiredScopes.join(' ')} automation` }))).text()
  expect(shown).toMatch(/101 .*Connect app/)
  expect(shown).toContain('does not include automation')
})

test('who says no is sent back without a code', async () => {
  const back = await answered(101, 'deny')
  expect(back.searchParams.get('error')).toBe('access_denied')
  expect(back.searchParams.has('code')).toBe(false)
})

test('tokens die, are renewed, and the refresh token that was replaced is worth nothing', async () => {
  const first = (await exchange(await codeOf(101))).body
  hub.clock.advance(1_800_000)
  expect(await details(first.access_token!)).toMatchObject({
    status: 401,
    body: { category: 'EXPIRED_AUTHENTICATION' },
  })
  const renew = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token })
  const second = (await renew(first.refresh_token!)).body
  expect((await details(second.access_token!)).status).toBe(200)
  expect((await renew(first.refresh_token!)).body).toMatchObject({
    error: 'invalid_grant',
    status: 'BAD_REFRESH_TOKEN',
  })
  await renew(second.refresh_token!)
  expect(hub.hubspot.oauth.ledger).toEqual({ refreshes: 2, duplicateRefreshes: 1, staleUsed: 2 })
})

test('wrong credentials of the app are told apart from a grant that is gone', async () => {
  const { refresh_token } = (await exchange(await codeOf(101))).body
  const renew = (more: Record<string, string>, path?: string) =>
    token({ grant_type: 'refresh_token', refresh_token: refresh_token!, ...more }, path)
  expect((await renew({ client_secret: 'x' })).body).toMatchObject({
    error: 'invalid_client',
    status: 'BAD_CLIENT_SECRET',
  })
  expect((await renew({ client_id: 'x' })).body).toMatchObject({ error: 'invalid_client', status: 'BAD_CLIENT_ID' })
  expect((await renew({ grant_type: 'x' })).status).toBe(400)
  expect((await renew({}, '/oauth/v1/token')).status).toBe(404)
  hub.hubspot.oauth.deleteHub(101)
  expect((await renew({})).body).toMatchObject({ error: 'access_denied', status: 'BAD_HUB' })
})

test('an app uninstalls itself, and nothing that it had opens anything', async () => {
  const { access_token, refresh_token } = (await exchange(await codeOf(101))).body
  expect((await hub.call('DELETE', '/appinstalls/2026-09/external-install', undefined, access_token)).status).toBe(204)
  expect((await details(access_token!)).status).toBe(401)
  expect((await token({ grant_type: 'refresh_token', refresh_token: refresh_token! })).body.status).toBe(
    'BAD_REFRESH_TOKEN',
  )
  expect((await token({ token: access_token! }, '/oauth/2026-09/token/introspect')).body).toEqual({ active: false })
})

test('the token endpoint takes a form and nothing else', async () => {
  const response = await fetch(`${hub.hubspot.url}/oauth/2026-09/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect(response.status).toBe(415)
})
