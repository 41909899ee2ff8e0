import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { oauthScopes } from '../../relay/hubspot/oauth-scopes.ts'
import type { OAuthAccount } from '../../workbench/hubspot/oauth/oauth-app.ts'
import { expectPage } from '../expect-page.ts'
import { createMarketplace, type Marketplace } from '../marketplace.ts'

/** One account a test, so that none finds what another left. */
const accounts: OAuthAccount[] = [
  ...Array.from({ length: 30 }, (_, index) => ({
    portalId: 5001 + index,
    hubDomain: `company${index}.example`,
    admin: { userId: 70 + index, email: `admin${index}@company.example` },
  })),
  { portalId: 5091, tier: 'free', accountType: 'SANDBOX' },
]

let world: Marketplace
beforeAll(async () => {
  world = await createMarketplace(accounts)
})
afterAll(() => world.close())
afterEach(() => {
  world.hubspot.oauth.behaviour.pkce = 'enforced'
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

describe('an account', () => {
  test('is connected as HubSpot names it, with its tokens sealed', async () => {
    const portal = world.nextPortal()
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
    const portal = world.nextPortal()
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
    expectPage(await world.browser().install(world.nextPortal()), 200, /Homing is connected/)
  })

  test('without workflows is connected by a link that does not ask for them', async () => {
    await expect(world.browser().install('5091', { link: await linkTo('free', { workflows: true }) })).rejects.toThrow()
    expectPage(await world.browser().install('5091', { link: await linkTo('free') }), 200, /Homing is connected/)
  })

  test('that installs a second time is told so, and keeps what it has', async () => {
    const portal = world.nextPortal()
    await world.browser().install(portal)
    expectPage(await world.browser().install(portal), 200, /was connected already/)
    expect(await rows(portal)).toHaveLength(1)
    expect((await world.operator('/admin/connection/test', { portalId: portal })).body).toMatchObject({ ok: true })
  })

  test('may have two installations on their way in one browser', async () => {
    const browser = world.browser()
    const [one, other] = [world.nextPortal(), world.nextPortal()]
    const backs = [await browser.untilBack(one), await browser.untilBack(other)]
    for (const back of backs) expectPage(await browser.page(back), 200, /Homing is connected/)
  })

  test('is asked for exactly what its app file names', () => {
    const file = JSON.parse(readFileSync('project/marketplace/src/app/app-hsmeta.json', 'utf8')) as {
      config: { auth: Record<'requiredScopes' | 'optionalScopes' | 'conditionallyRequiredScopes', string[]> }
    }
    expect(oauthScopes.required).toEqual(file.config.auth.requiredScopes)
    expect(oauthScopes.optional).toEqual(file.config.auth.optionalScopes)
    expect(oauthScopes.withWorkflows).toEqual(file.config.auth.conditionallyRequiredScopes)
  })
})

describe('a workspace', () => {
  test('takes the account that installs by its link, and no other ever', async () => {
    const [one, other] = [world.nextPortal(), world.nextPortal()]
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
    const portals = [world.nextPortal(), world.nextPortal(), world.nextPortal()]
    const pages = await Promise.all(portals.map((portal) => world.browser().install(portal, { link })))
    expect(pages.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  })

  test('does not take an account away from its own', async () => {
    const portal = world.nextPortal()
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

test('a flood of installations that are begun leaves nothing in the database, and one of them can still be finished', async () => {
  const portal = world.nextPortal()
  const browser = world.browser()
  const back = await browser.untilBack(portal)
  const before = await rowsByTable()
  const strangers = Array.from({ length: 300 }, () => world.browser().open(`${world.url}/oauth/install`))
  for (const answer of await Promise.all(strangers)) expect(answer.status).toBe(302)
  expect(await rowsByTable()).toEqual(before)
  // Coming back with what no relay has sealed leaves a word in the relay's own audit log, once a minute.
  const made = ['made-up', 'x'.repeat(3_000), ...Array.from({ length: 100 }, (_, index) => `state-${index}`)]
  for (const state of made) {
    expect((await world.browser().page(`${world.url}/oauth/callback?state=${state}&code=1`)).status).toBe(400)
  }
  const after = { ...(await rowsByTable()), audit: before.audit, audit_head: before.audit_head }
  expect(after).toEqual(before)
  const told = await world.database.query("select 1 from audit where portal_id = 0 and detail like '%state_unknown%'")
  expect(told.length).toBeLessThanOrEqual(1)
  expectPage(await browser.page(back), 200, /Homing is connected/)
})

/** Of every table but those of the job queue, which keeps house by itself. */
async function rowsByTable(): Promise<Record<string, number>> {
  const tables = await world.database.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  )
  const counts = tables.map(({ name }) => `(select count(*)::int from "${name}") as "${name}"`)
  const [row] = await world.database.query<Record<string, number>>(`select ${counts.join(', ')}`)
  return row ?? {}
}

test('secrets of an installation are in no log', async () => {
  const portal = world.nextPortal()
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
