import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { oauthScopes } from '../../relay/hubspot/oauth-scopes.ts'
import type { OAuthAccount } from '../../workbench/hubspot/oauth/oauth-app.ts'
import { createMarketplace, lineOf, type Marketplace, type Page } from '../marketplace.ts'
import { portalId as privatePortal } from '../world.ts'

/** One account a test, so that none finds what another left. */
const accounts: OAuthAccount[] = [
  ...Array.from({ length: 30 }, (_, index) => ({
    portalId: 5001 + index,
    hubDomain: `company${index}.example`,
    admin: { userId: 70 + index, email: `admin${index}@company.example` },
  })),
  { portalId: 5090, accountType: 'APP_DEVELOPER' },
  { portalId: 5091, tier: 'free', accountType: 'SANDBOX' },
  { portalId: Number(privatePortal) },
]
let next = 5000
const newPortal = () => String((next += 1))

let world: Marketplace
beforeAll(async () => {
  world = await createMarketplace(accounts, { extraLines: [lineOf('5001', 'main', '+15550200001')] })
})
afterAll(() => world.close())
afterEach(() => {
  world.hubspot.faults.clear()
  Object.assign(world.hubspot.oauth.behaviour, { pkce: 'enforced', tokenLife: 1800, rotates: true })
})

interface Row {
  portal_id: string
  state: string
  workspace: string
  installed_by: string | null
}
const rows = (portal: string) => world.database.query<Row>('select * from portal where portal_id = $1', [portal])
const linkTo = async (workspace: string, more: object = {}) =>
  (await world.operator<{ url: string }>('/admin/install-link', { workspace, ...more })).body.url

/** A page for a person: plain, in words, and safe to look at. */
function expectPage(page: Page, status: number, title: RegExp): void {
  expect(page.text).toMatch(title)
  expect(page.status).toBe(status)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; frame-ancestors 'none'/,
  )
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.text).not.toMatch(/<script|\son\w+=|javascript:/i)
  expect(page.text.match(/<p>[^<]+[.!]<\/p>/g)?.length).toBeGreaterThanOrEqual(2)
}

describe('an account', () => {
  test('is connected as HubSpot names it, with its tokens sealed', async () => {
    const portal = newPortal()
    expectPage(await world.browser().install(portal), 200, /Homing is connected/)
    const [row] = await rows(portal)
    expect(row).toMatchObject({
      state: 'active',
      workspace: `portal-${portal}`,
      installed_by: 'admin0@company.example',
    })
    expect(JSON.stringify(row)).not.toMatch(/na1-|"CL/)
    const report = await world.operator('/admin/connection/test', { portalId: portal })
    expect(report.body).toMatchObject({
      ok: true,
      credential: 'oauth',
      state: 'active',
      missingScopes: [],
      problem: null,
    })
  })

  test('is what the token says, whatever stands in the address', async () => {
    const portal = newPortal()
    const browser = world.browser()
    const back = await browser.untilBack(portal)
    expectPage(
      await browser.page(`${back}&portalId=5030&hub_id=5030&workspace=5030`),
      200,
      new RegExp(`account ${portal}`),
    )
    expect(await rows('5030')).toEqual([])
  })

  test.each(['ignored', 'refused'] as const)('is connected also where HubSpot has challenges %s', async (pkce) => {
    world.hubspot.oauth.behaviour.pkce = pkce
    expectPage(await world.browser().install(newPortal()), 200, /Homing is connected/)
  })

  test('without workflows is connected by a link that does not ask for them', async () => {
    await expect(world.browser().install('5091', { link: await linkTo('free', { workflows: true }) })).rejects.toThrow()
    expectPage(await world.browser().install('5091', { link: await linkTo('free') }), 200, /Homing is connected/)
  })

  test('that installs a second time is told so, and keeps what it has', async () => {
    const portal = newPortal()
    await world.browser().install(portal)
    expectPage(await world.browser().install(portal), 200, /was connected already/)
    expect(await rows(portal)).toHaveLength(1)
    expect((await world.operator('/admin/connection/test', { portalId: portal })).body).toMatchObject({ ok: true })
  })

  test('may have two installations on their way in one browser', async () => {
    const browser = world.browser()
    const [one, other] = [newPortal(), newPortal()]
    const backs = [await browser.untilBack(one), await browser.untilBack(other)]
    for (const back of backs) expectPage(await browser.page(back), 200, /Homing is connected/)
  })

  test('is asked for exactly what its app file names', () => {
    const file = JSON.parse(readFileSync('project/marketplace/src/app/app-hsmeta.json', 'utf8')) as {
      config: { auth: { requiredScopes: string[]; conditionallyRequiredScopes: string[] } }
    }
    expect(oauthScopes.required).toEqual(file.config.auth.requiredScopes)
    expect(oauthScopes.withWorkflows).toEqual(file.config.auth.conditionallyRequiredScopes)
  })
})

describe('a workspace', () => {
  test('takes the account that installs by its link, and no other ever', async () => {
    const [one, other] = [newPortal(), newPortal()]
    const link = await linkTo('acme')
    expectPage(await world.browser().install(one, { link }), 200, /workspace acme/)
    expectPage(await world.browser().install(other, { link }), 409, /workspace belongs to another HubSpot account/)
    expect(await rows(other)).toEqual([])
    // The grant was given back.
    expect(world.hubspot.calls.recent().at(-1)?.path).toMatch(/token\/revoke$/)
    expectPage(await world.browser().install(one, { link }), 200, /was connected already/)
  })

  test('is taken once, however many install at the same moment', async () => {
    const link = await linkTo('race')
    const portals = [newPortal(), newPortal(), newPortal()]
    const pages = await Promise.all(portals.map((portal) => world.browser().install(portal, { link })))
    expect(pages.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  })

  test('does not take an account away from its own', async () => {
    const portal = newPortal()
    await world.browser().install(portal)
    const link = await linkTo('elsewhere')
    expectPage(await world.browser().install(portal, { link }), 409, /already belongs to another workspace/)
    expect(await rows(portal)).toMatchObject([{ state: 'active', workspace: `portal-${portal}` }])
    expect((await world.operator('/admin/connection/test', { portalId: portal })).body).toMatchObject({ ok: true })
  })

  test.each([
    ['another name', (url: URL) => url.searchParams.set('workspace', 'other')],
    ['a later end', (url: URL) => url.searchParams.set('until', '99999999999')],
    ['no proof', (url: URL) => url.searchParams.delete('proof')],
    ['a second name', (url: URL) => url.searchParams.append('workspace', 'other')],
  ])('is not entered by a link with %s', async (_what, change) => {
    const url = new URL(await linkTo('guarded'))
    change(url)
    expectPage(await world.browser().page(url.href), 403, /link is not valid/)
  })

  test.each(['portal-5001', 'Acme', '', '-a', 'a/b', 'x'.repeat(64)])('is not called "%s"', async (workspace) => {
    expect((await world.operator('/admin/install-link', { workspace })).status).toBeGreaterThanOrEqual(400)
  })
})

describe('an installation ends on a page that says why', () => {
  const unchanged = async (portal: string) => expect(await rows(portal)).toEqual([])

  test('when the admin says no', async () => {
    const portal = newPortal()
    expectPage(await world.browser().install(portal, { answer: 'deny' }), 403, /not installed/)
    await unchanged(portal)
  })

  test('when the account is a developer’s', async () => {
    expectPage(await world.browser().install('5090'), 403, /kind of HubSpot account/)
    await unchanged('5090')
  })

  test('when a scope is missing, which it names', async () => {
    const portal = newPortal()
    const page = await world.browser().install(portal, { withhold: ['sales-email-read'] })
    expectPage(page, 403, /permission is missing/)
    expect(page.text).toContain('sales-email-read')
    await unchanged(portal)
  })

  test('when the account is served by the private edition', async () => {
    expectPage(await world.browser().install(privatePortal), 409, /private edition/)
    expect(await rows(privatePortal)).toMatchObject([{ state: 'active' }])
  })

  test('when the state was changed, is missing or is there twice', async () => {
    const browser = world.browser()
    const back = new URL(await browser.untilBack(newPortal()))
    const state = back.searchParams.get('state') ?? ''
    for (const changed of [`${state.slice(0, -1)}A${state}`, '', 'x'.repeat(10_000), "'; drop table portal; --"]) {
      back.searchParams.set('state', changed)
      expectPage(await browser.page(back.href), 400, /cannot be finished/)
    }
    expectPage(await browser.page(`${world.url}/oauth/callback`), 400, /cannot be finished/)
    expectPage(
      await browser.page(`${world.url}/oauth/callback?state=${state}&state=${state}`),
      400,
      /cannot be finished/,
    )
  })

  test('when it comes back a second time', async () => {
    const portal = newPortal()
    const browser = world.browser()
    const back = await browser.untilBack(portal)
    expectPage(await browser.page(back), 200, /Homing is connected/)
    expectPage(await browser.page(back), 410, /already done/)
    expect(await rows(portal)).toMatchObject([{ state: 'active' }])
  })

  test('when it ends in another browser, and then nowhere', async () => {
    const portal = newPortal()
    const browser = world.browser()
    const back = await browser.untilBack(portal)
    expectPage(await world.browser().page(back), 403, /another browser/)
    expectPage(await browser.page(back), 410, /already done/)
    await unchanged(portal)
  })

  test('when it took too long', async () => {
    const portal = newPortal()
    const browser = world.browser()
    const back = await browser.untilBack(portal)
    await world.database.query("update oauth_state set expires_at = now() - interval '1 second' where used_at is null")
    expectPage(await browser.page(back), 410, /took too long/)
    await unchanged(portal)
  })

  test('when the code was used before', async () => {
    const browser = world.browser()
    const used = new URL(await browser.untilBack(newPortal()))
    await browser.page(used.href)
    const portal = newPortal()
    const back = new URL(await browser.untilBack(portal))
    back.searchParams.set('code', used.searchParams.get('code') ?? '')
    expectPage(await browser.page(back.href), 400, /does not know this installation/)
    const without = new URL(await browser.untilBack(portal))
    without.searchParams.delete('code')
    expectPage(await browser.page(without.href), 400, /does not know this installation/)
    await unchanged(portal)
  })

  test('when HubSpot does not answer, or does not know the app', async () => {
    const portal = newPortal()
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

  test('when the link is old', async () => {
    const patient = await createMarketplace([], { parts: { now: () => new Date(Date.now() + 8 * 86_400_000) } })
    const link = new URL(await linkTo('late'))
    expectPage(await patient.browser().page(patient.url + link.pathname + link.search), 410, /has expired/)
    await patient.close()
  })
})

test('secrets of an installation are in no log', async () => {
  const portal = newPortal()
  await world.browser().install(portal)
  const log = world.logged.join()
  expect(log).not.toMatch(/na1-[0-9a-f]|CL[0-9a-f-]{36}|client-secret-of-the-oauth-app/)
})

test('a relay without an app with OAuth says that nothing is to be installed there', async () => {
  world.config.oauth = null
  const { url } = await world.another()
  for (const path of ['/oauth/install', '/oauth/callback?state=x&code=y']) {
    expectPage(await world.browser().page(url + path), 404, /Nothing to install/)
  }
})
