import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { expectPage } from '../expect-page.ts'
import { createMarketplace, type Marketplace } from '../marketplace.ts'
import { portalId as privatePortal } from '../world.ts'

/** Milliseconds by which the relay's clock is ahead. */
let ahead = 0

/** What HubSpot's tokens come with, in other forms. */
let oddly: ((body: object) => object) | undefined
const fetchOddly: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init)
  const url = input instanceof Request ? input.url : input.toString()
  if (!oddly || !url.endsWith('/token')) return answer
  return Response.json(oddly((await answer.json()) as object), { status: answer.status })
}

let world: Marketplace
beforeAll(async () => {
  world = await createMarketplace(
    [
      ...Array.from({ length: 40 }, (_, index) => ({ portalId: 5101 + index })),
      { portalId: 5090, accountType: 'APP_DEVELOPER' },
      { portalId: Number(privatePortal) },
    ],
    { parts: { now: () => new Date(Date.now() + ahead), fetch: fetchOddly } },
  )
})
afterAll(() => world.close())
afterEach(() => {
  world.hubspot.faults.clear()
  ahead = 0
  oddly = undefined
})

const rows = (portal: string) =>
  world.database.query<{ state: string }>('select state from portal where portal_id = $1', [portal])

const unchanged = async (portal: string) => expect(await rows(portal)).toEqual([])

test('an installation ends on a page that says why when the admin says no', async () => {
  const portal = world.nextPortal()
  expectPage(await world.browser().install(portal, { answer: 'deny' }), 403, /not installed/)
  await unchanged(portal)
})

test('an installation ends on a page that says why when the account is a developer’s', async () => {
  expectPage(await world.browser().install('5090'), 403, /kind of HubSpot account/)
  await unchanged('5090')
})

test('an installation ends on a page that says why when a scope is missing, which it names', async () => {
  const portal = world.nextPortal()
  const page = await world.browser().install(portal, { withhold: ['sales-email-read'] })
  expectPage(page, 403, /permission is missing/)
  expect(page.text).toContain('sales-email-read')
  await unchanged(portal)
})

test('an installation ends on a page that says why when the account is served by the private edition', async () => {
  expectPage(await world.browser().install(privatePortal), 409, /private edition/)
  expect(await rows(privatePortal)).toMatchObject([{ state: 'active' }])
})

test('an installation ends on a page that says why when the state was changed, is missing or is there twice', async () => {
  const browser = world.browser()
  const back = new URL(await browser.untilBack(world.nextPortal()))
  const state = back.searchParams.get('state') ?? ''
  for (const changed of [`${state.slice(0, -1)}A${state}`, '', 'x'.repeat(10_000), "'; drop table portal; --"]) {
    back.searchParams.set('state', changed)
    expectPage(await browser.page(back.href), 400, /cannot be finished/)
  }
  expectPage(await browser.page(`${world.url}/oauth/callback`), 400, /cannot be finished/)
  expectPage(await browser.page(`${world.url}/oauth/callback?state=${state}&state=${state}`), 400, /cannot be finished/)
})

test('an installation ends on a page that says why when it comes back a second time', async () => {
  const portal = world.nextPortal()
  const browser = world.browser()
  const back = await browser.untilBack(portal)
  expectPage(await browser.page(back), 200, /Homing is connected/)
  expectPage(await browser.page(back), 410, /already done/)
  expect(await rows(portal)).toMatchObject([{ state: 'active' }])
})

test('an installation ends on a page that says why when it ends in another browser, and then nowhere', async () => {
  const portal = world.nextPortal()
  const browser = world.browser()
  const back = await browser.untilBack(portal)
  expectPage(await world.browser().page(back), 403, /another browser/)
  expectPage(await browser.page(back), 410, /already done/)
  await unchanged(portal)
})

test('an installation ends on a page that says why when it took too long', async () => {
  const portal = world.nextPortal()
  const browser = world.browser()
  const back = await browser.untilBack(portal)
  ahead = 600_001
  expectPage(await browser.page(back), 410, /took too long/)
  await unchanged(portal)
})

test('an installation ends on a page that says why when the code was used before', async () => {
  const browser = world.browser()
  const used = new URL(await browser.untilBack(world.nextPortal()))
  await browser.page(used.href)
  const portal = world.nextPortal()
  const back = new URL(await browser.untilBack(portal))
  back.searchParams.set('code', used.searchParams.get('code') ?? '')
  expectPage(await browser.page(back.href), 400, /does not know this installation/)
  const without = new URL(await browser.untilBack(portal))
  without.searchParams.delete('code')
  expectPage(await browser.page(without.href), 400, /does not know this installation/)
  await unchanged(portal)
})

test('an installation ends on a page that says why when HubSpot does not answer, or does not know the app', async () => {
  const portal = world.nextPortal()
  world.hubspot.faults.next({ kind: 'status', status: 502, match: { path: /oauth\/.*token$/ } })
  expectPage(await world.browser().install(portal), 503, /did not answer/)
  const body = { error: 'invalid_client', status: 'BAD_CLIENT_SECRET', message: 'no' }
  world.hubspot.faults.next({ kind: 'status', status: 400, body, match: { path: /oauth\/.*token$/ } })
  expectPage(await world.browser().install(portal), 502, /not set up correctly/)
  expect(
    world.logged.some((line) => line.includes('HUBSPOT_OAUTH_CLIENT_SECRET') && line.includes('"alarm":true')),
  ).toBe(true)
  await unchanged(portal)
})

const said = (status: string, error = 'invalid_grant') => ({ error, status, message: 'no' })

test.each([
  ['EXPIRED_AUTH_CODE', { status: 'EXPIRED_AUTH_CODE', message: 'no' }, 400, /does not know this installation/],
  ['BAD_AUTH_CODE', said('BAD_AUTH_CODE'), 400, /does not know this installation/],
  ['MISMATCH_REDIRECT_URI_AUTH_CODE', said('MISMATCH_REDIRECT_URI_AUTH_CODE'), 400, /does not know this installation/],
  ['invalid_grant alone', { error: 'invalid_grant' }, 400, /does not know this installation/],
  ['words nobody knows', { status: 'SOMETHING_NEW', message: 'no' }, 400, /does not know this installation/],
  ['USER_DOES_NOT_HAVE_PERMISSIONS', { status: 'USER_DOES_NOT_HAVE_PERMISSIONS' }, 403, /does not let you/],
  ['access_denied', { error: 'access_denied' }, 403, /does not let you/],
  ['a page', '<html><title>Bad Request</title></html>', 503, /did not answer/],
] as const)(
  'an installation ends on a page for whoever installs when HubSpot says %s: nobody is alarmed',
  async (_what, body, status, title) => {
    const portal = world.nextPortal()
    const before = world.logged.filter((line) => line.includes('"alarm":true')).length
    world.hubspot.faults.next({ kind: 'status', status: 400, body, match: { path: /oauth\/.*token$/ } })
    expectPage(await world.browser().install(portal), status, title)
    expect(world.logged.filter((line) => line.includes('"alarm":true'))).toHaveLength(before)
    await unchanged(portal)
  },
)

test.each(['BAD_CLIENT_ID', 'BAD_REDIRECT_URI', 'BAD_SCOPES'])(
  'an installation that HubSpot ends with %s is for whoever runs the relay',
  async (status) => {
    const before = world.logged.filter((line) => line.includes('"alarm":true')).length
    world.hubspot.faults.next({ kind: 'status', status: 400, body: said(status), match: { path: /oauth\/.*token$/ } })
    expectPage(await world.browser().install(world.nextPortal()), 502, /not set up correctly/)
    expect(world.logged.filter((line) => line.includes('"alarm":true'))).toHaveLength(before + 1)
  },
)

test.each([
  ['numbers are texts', { expires_in: '1800', hub_id: 'PORTAL', user_id: '7' }],
  ['members are null that nobody needs', { expires_in: null, hub_id: null, token_type: null, scopes: null }],
])('an installation goes well though %s', async (_what, members) => {
  const portal = world.nextPortal()
  oddly = (body) => ({ ...body, ...members, ...(members.hub_id === 'PORTAL' ? { hub_id: portal } : {}) })
  expectPage(await world.browser().install(portal), 200, /Homing is connected/)
  expect(await rows(portal)).toMatchObject([{ state: 'active' }])
})

test('an installation ends on a page that says why when the link is old', async () => {
  const patient = await createMarketplace([], { parts: { now: () => new Date(Date.now() + 8 * 86_400_000) } })
  const link = new URL((await world.operator<{ url: string }>('/admin/install-link', { workspace: 'late' })).body.url)
  expectPage(await patient.browser().page(patient.url + link.pathname + link.search), 410, /has expired/)
  await patient.close()
})

test('an installation ends on a page that says why when another process has another master key, and is given back', async () => {
  const portal = world.nextPortal()
  const keys = await world.database.query<{ start: string; word: string }>('select start, word from master_key')
  await world.database.query("update master_key set start = 'v1.another.', word = 'sealed elsewhere'")
  expectPage(await world.browser().install(portal), 500, /not set up correctly/)
  await unchanged(portal)
  const audited = await world.database.query(
    "select detail::jsonb ->> 'code' as code from audit where portal_id = $1 and action = 'portal.install_refused'",
    [portal],
  )
  expect(audited).toEqual([{ code: 'other_master_key' }])
  await world.database.query('update master_key set start = $1, word = $2', [keys[0]?.start, keys[0]?.word])
  expectPage(await world.browser().install(portal), 200, /Homing is connected/)
})
