import { afterEach, beforeEach, expect, test } from 'vitest'
import { startHubSpotUnderTest, type HubSpotUnderTest } from '../hubspot-under-test.ts'

const redirectUri = 'https://relay.example.com/oauth/callback'
const app = {
  ...{ appId: 77, clientId: 'client-one', clientSecret: 'secret-one' },
  ...{ redirectUrls: [redirectUri], requiredScopes: ['oauth'] },
}
const journal = '/webhooks-journal/journal/2026-03'
const subscriptions = '/webhooks-journal/subscriptions/2026-03'
const all = ['read', 'subscriptions.read', 'subscriptions.write']
const types = { install: '4-1909196', uninstall: '4-1916193' }

let hub: HubSpotUnderTest
beforeEach(async () => {
  hub = await startHubSpotUnderTest()
  hub.hubspot.oauth.registerApp(app)
  hub.hubspot.oauth.addAccount({ portalId: 101, admin: { userId: 7, email: 'ann@one.example' } })
})
afterEach(() => hub.hubspot.close())

type Body = Record<string, unknown> & { url: string; currentOffset: string; access_token: string; results: unknown[] }

async function ask(path: string, token?: string, body?: unknown, method = body ? 'POST' : 'GET') {
  const response = await fetch(new URL(path, hub.hubspot.url), {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, body: (/^[{[]/.test(text) ? JSON.parse(text) : {}) as Body }
}

async function tokenFor(ends: string[], more: Record<string, string> = {}) {
  const scope = ends.map((end) => `developer.webhooks_journal.${end}`).join(' ')
  const form = { grant_type: 'client_credentials', client_id: app.clientId, client_secret: app.clientSecret, scope }
  const body = new URLSearchParams({ ...form, ...more })
  const response = await fetch(`${hub.hubspot.url}/oauth/2026-09/token`, { method: 'POST', body })
  return { status: response.status, body: (await response.json()) as Body }
}

const subscribed = (eventTypeId: string) => ({
  subscriptionType: 'APP_LIFECYCLE_EVENT',
  eventTypeId,
  properties: ['hs_app_id'],
})

function install(): void {
  const { oauth } = hub.hubspot
  const code = oauth.agree({ app, redirectUri, scopes: ['oauth'], state: null, challenge: null }, 101)
  oauth.exchange(app, { code, redirectUri, verifier: null })
}

test('an app has a token of its own, for the scopes it names and for half an hour', async () => {
  const { status, body } = await tokenFor(all)
  expect(status).toBe(200)
  expect(body).toMatchObject({ expires_in: 1800, token_type: 'bearer' })
  expect(body).not.toHaveProperty('refresh_token')
  expect((await ask(`${journal}/earliest`, body.access_token)).status).toBe(204)
  expect((await ask('/account-info/2026-09/details', body.access_token)).status).toBe(401)
  hub.clock.advance(1_800_000)
  expect(await ask(`${journal}/earliest`, body.access_token)).toMatchObject({
    status: 401,
    body: { category: 'EXPIRED_AUTHENTICATION' },
  })
})

test.each([
  ['no scope', { scope: '' }, 'BAD_SCOPES'],
  ['a scope that is none of the journal', { scope: 'crm.lists.read' }, 'BAD_SCOPES'],
  ['a wrong secret', { client_secret: 'x' }, 'BAD_CLIENT_SECRET'],
])('there is no token for %s', async (_what, more, status) => {
  expect(await tokenFor(all, more)).toMatchObject({ status: 400, body: { status } })
})

test('each door of the journal asks for its scope, and for a token of the app', async () => {
  const { access_token: reads } = (await tokenFor(['read'])).body
  const { access_token: manages } = (await tokenFor(['subscriptions.read'])).body
  expect((await ask(`${journal}/earliest`)).status).toBe(401)
  expect((await ask(`${journal}/earliest`, 'pat-one')).status).toBe(401)
  expect((await ask(`${journal}/latest`, manages)).status).toBe(403)
  expect((await ask(subscriptions, reads)).status).toBe(403)
  expect((await ask(subscriptions, manages, subscribed(types.uninstall))).status).toBe(403)
  expect((await ask(subscriptions, manages)).status).toBe(200)
  expect((await ask('/webhooks-journal/journal/v4/earliest', reads)).status).toBe(404)
})

test('a subscription is made once, is listed, and is refused where it is not whole', async () => {
  const { access_token: token } = (await tokenFor(all)).body
  const { body } = await ask(subscriptions, token, subscribed(types.uninstall))
  expect(body).toMatchObject({ appId: 77, eventTypeId: types.uninstall })
  expect((await ask(subscriptions, token, subscribed(types.uninstall))).body.id).toBe(body.id)
  expect((await ask(subscriptions, token)).body.results).toHaveLength(1)
  const { properties: _, ...partial } = subscribed(types.uninstall)
  for (const wrong of [partial, subscribed('4-1'), { ...subscribed(types.uninstall), portalId: 101 }]) {
    expect((await ask(subscriptions, token, wrong)).status).toBe(400)
  }
  expect((await ask(`${subscriptions}/${String(body.id)}`, token, undefined, 'DELETE')).status).toBe(204)
  expect((await ask(subscriptions, token)).body.results).toEqual([])
})

test('what happened before a subscription is in no journal; what happens after is, in order', async () => {
  const { access_token: token } = (await tokenFor(all)).body
  install()
  hub.hubspot.oauth.uninstall(101)
  for (const type of Object.values(types)) await ask(subscriptions, token, subscribed(type))
  expect((await ask(`${journal}/earliest`, token)).status).toBe(204)
  install()
  install()
  hub.clock.advance(60_000)
  hub.hubspot.oauth.uninstall(101)

  const first = (await ask(`${journal}/earliest`, token)).body
  const second = (await ask(`${journal}/offset/${first.currentOffset}/next`, token)).body
  expect((await ask(`${journal}/latest`, token)).body.currentOffset).toBe(second.currentOffset)
  expect((await ask(`${journal}/offset/${second.currentOffset}/next`, token)).status).toBe(204)
  const told = [await ask(first.url), await ask(second.url)]
  expect(told.map(({ body }) => body)).toMatchObject([
    { offset: first.currentOffset, journalEvents: [{ action: 'APP_INSTALL', portalId: 101 }] },
    {
      journalEvents: [
        {
          type: 'app_lifecycle_event',
          action: 'APP_UNINSTALL',
          eventTypeId: types.uninstall,
          occurredAt: '2026-11-21T10:01:00.000Z',
          properties: { hs_app_id: 77 },
        },
      ],
    },
  ])
})

test('the address of a file is good for a while, unchanged, and for whoever brings no token', async () => {
  const { access_token: token } = (await tokenFor(all)).body
  hub.hubspot.journal.publish(app.clientId, [])
  const { url } = (await ask(`${journal}/earliest`, token)).body
  expect((await ask(url)).status).toBe(200)
  expect((await ask(url, token)).status).toBe(400)
  expect((await ask(url.replace('Expires=', 'Expires=9'))).status).toBe(403)
  hub.clock.advance(900_000)
  expect((await ask(url)).status).toBe(403)
  expect((await ask((await ask(`${journal}/earliest`, (await tokenFor(all)).body.access_token)).body.url)).status).toBe(
    200,
  )
})

test('after three days a file and its offset are gone', async () => {
  const offset = hub.hubspot.journal.publish(app.clientId, [])
  hub.clock.advance(3 * 86_400_000)
  const { access_token: token } = (await tokenFor(all)).body
  expect((await ask(`${journal}/earliest`, token)).status).toBe(204)
  expect((await ask(`${journal}/offset/${offset}/next`, token)).status).toBe(404)
  expect((await ask(`${journal}/offset/x/next`, token)).status).toBe(400)
})
