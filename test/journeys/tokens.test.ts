import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createMarketplace, lineOf, type Marketplace } from '../marketplace.ts'
import { until } from '../until.ts'

const portals = Array.from({ length: 20 }, (_, index) => String(6001 + index))

let world: Marketplace
beforeAll(async () => {
  world = await createMarketplace(
    portals.map((portal) => ({ portalId: Number(portal) })),
    {
      extraLines: portals.map((portal, index) => lineOf(portal, 'main', `+1555030${String(index).padStart(4, '0')}`)),
    },
  )
})
afterAll(() => world.close())
afterEach(() => {
  world.hubspot.faults.clear()
  Object.assign(world.hubspot.oauth.behaviour, { pkce: 'enforced', tokenLife: 1800, rotates: true })
})

const ledger = () => ({ ...world.hubspot.oauth.ledger })
const refreshing = { method: 'POST', path: /\/oauth\/[^/]+\/token$/ }
const makeStale = (portal: string) =>
  world.database.query(
    "update portal set renew_at = now() - interval '1 second', expires_at = now() - interval '1 second' where portal_id = $1",
    [portal],
  )

describe('a token', () => {
  test('is used until it is nearly over, then renewed, and the new refresh token is kept', async () => {
    const { portal, ask } = await world.connectNext()
    const before = ledger().refreshes
    expect((await ask()).status).toBe(200)
    expect(ledger().refreshes).toBe(before)
    for (const round of [1, 2, 3]) {
      world.hubspot.oauth.killAccessTokens(Number(portal))
      await makeStale(portal)
      expect((await ask()).status).toBe(200)
      expect(ledger().refreshes).toBe(before + round)
    }
    expect(ledger().staleUsed).toBe(0)
  })

  test('is renewed once, however many need it in however many processes', async () => {
    const { portal, contact } = await world.connectNext()
    const other = await world.another()
    world.hubspot.oauth.killAccessTokens(Number(portal))
    await makeStale(portal)
    const before = ledger()
    world.hubspot.faults.next({ kind: 'slow', milliseconds: 300, match: refreshing })
    const turns = Array.from({ length: 12 }, (_, turn) => turn)
    const answers = await Promise.all(
      turns.map((turn) => {
        const request = { contact: { ...contact, properties: { firstname: `N${turn}` } } }
        const query = { portalId: portal, userId: '7' }
        return world.byFetch('conversation', request, query, turn % 2 === 0 ? {} : { at: other.url })
      }),
    )
    expect(answers.map(({ status }) => status)).toEqual(turns.map(() => 200))
    expect(ledger()).toEqual({ ...before, refreshes: before.refreshes + 1 })
  })

  test('that HubSpot refuses before its time is renewed by force, and the request is made again', async () => {
    const { portal, ask } = await world.connectNext()
    expect((await ask()).status).toBe(200)
    const before = ledger().refreshes
    world.hubspot.oauth.killAccessTokens(Number(portal))
    expect((await ask()).status).toBe(200)
    expect(ledger().refreshes).toBe(before + 1)
    expect(await world.stateOf(portal)).toMatchObject({ state: 'active' })
  })

  test('that lives is used on while HubSpot fails to give another', async () => {
    const { portal, contact, ask } = await world.connectNext()
    await world.database.query("update portal set renew_at = now() - interval '1 second' where portal_id = $1", [
      portal,
    ])
    const { relay, url } = await world.another()
    world.hubspot.faults.next({ kind: 'status', status: 503, match: refreshing, times: 50 })
    const request = { contact }
    const answer = await world.byFetch('conversation', request, { portalId: portal, userId: '7' }, { at: url })
    expect(answer.status).toBe(200)
    expect((await ask()).status).toBe(200)
    await relay.stop()
  })

  test.each([
    ['answers 500', { kind: 'status' as const, status: 500 }],
    ['answers 429', { kind: 'status' as const, status: 429, headers: { 'retry-after': '1' } }],
    ['cuts the connection', { kind: 'reset' as const }],
    ['has words nobody knows', { kind: 'status' as const, status: 400, body: { status: 'BAD_MOOD', error: 'no' } }],
    [
      'says that our secret is wrong',
      { kind: 'status' as const, status: 400, body: { status: 'BAD_CLIENT_SECRET', error: 'invalid_client' } },
    ],
  ])('HubSpot %s: later, and nobody is cut off', async (_what, fault) => {
    const { portal, ask } = await world.connectNext()
    world.hubspot.oauth.killAccessTokens(Number(portal))
    await makeStale(portal)
    world.hubspot.faults.next({ ...fault, match: refreshing })
    const refused = await ask()
    expect(refused).toMatchObject({ status: 503, problem: { retryable: true } })
    expect(await world.stateOf(portal)).toMatchObject({ state: 'active' })
    // The pause is over.
    await world.database.query("update portal set renewal_after = '-infinity' where portal_id = $1", [portal])
    await until(async () => expect((await ask()).status).toBe(200))
  })

  test('wrong credentials of the app are an alarm that says what to look at', async () => {
    const { portal, ask } = await world.connectNext()
    world.hubspot.oauth.killAccessTokens(Number(portal))
    await makeStale(portal)
    const body = { status: 'BAD_CLIENT_ID', error: 'invalid_client' }
    world.hubspot.faults.next({ kind: 'status', status: 400, body, match: refreshing })
    await ask()
    const told = world.logged.find((line) => line.includes(`"portalId":"${portal}"`) && line.includes('"alarm":true'))
    expect(told).toContain('HUBSPOT_OAUTH_CLIENT_ID')
  })
})

describe('an account that HubSpot cuts off', () => {
  test.each([
    ['by uninstalling the app', (portal: string) => void world.hubspot.oauth.uninstall(Number(portal))],
    ['by being deleted', (portal: string) => world.hubspot.oauth.deleteHub(Number(portal))],
  ])('%s: nothing leaves, all is kept, a person is told, and it goes on when it comes back', async (_how, end) => {
    const { portal, contact, ask } = await world.connectNext()
    const send = (body: string, key: string) =>
      world.byFetch(
        'send-message',
        { contact, idempotencyKey: key, lineId: 'main', body },
        { portalId: portal, userId: '7' },
      )
    expect((await send(`Before ${portal}`, `before-${portal}`)).status).toBe(200)
    await until(() => expect(world.timelineOf(portal, contact).join()).toContain(`Before ${portal}`))

    // One message is on its way when it happens.
    await world.database.query("update line set state = 'paused' where portal_id = $1", [portal])
    expect((await send(`Between ${portal}`, `between-${portal}`)).status).toBe(200)
    end(portal)
    expect((await ask()).status).toBe(503)
    expect(await world.stateOf(portal)).toEqual({ state: 'revoked', access_token: null, refresh_token: null })
    const told = world.logged.find((line) => line.includes(`"portalId":"${portal}"`) && line.includes('cut off'))
    expect(told).toContain('must install the app again')

    expect(await ask()).toMatchObject({ status: 403, problem: { code: 'portal_inactive' } })
    expect(await send('Refused', `refused-${portal}`)).toMatchObject({ status: 403 })
    await world.database.query("update line set state = 'active' where portal_id = $1", [portal])
    const other = world.contact({ mobilephone: '+12025559999' })
    await world.accepted(await other, `Others go on ${portal}`)
    await until(() => expect(world.phones.messages().map(({ body }) => body)).toContain(`Others go on ${portal}`))
    expect(world.phones.messages().map(({ body }) => body)).not.toContain(`Between ${portal}`)

    const page = await world.browser().install(portal)
    expect(page.text).toContain('connected again')
    await until(() => expect(world.phones.messages().map(({ body }) => body)).toContain(`Between ${portal}`))
    await until(() => expect(world.timelineOf(portal, contact).join()).toContain(`Between ${portal}`))
    const shown = await world.byFetch('conversation', { contact }, { portalId: portal, userId: '7' })
    expect(shown.body.messages.map(({ body }) => body)).toEqual([`Before ${portal}`, `Between ${portal}`])
  })

  test('is noticed by a 401 that stays, if HubSpot says that the grant is worth nothing', async () => {
    const { portal, ask } = await world.connectNext()
    const refusal = {
      kind: 'status' as const,
      status: 401,
      match: { path: /^\/crm\/.*contacts/, portalId: Number(portal) },
    }
    world.hubspot.faults.next({ ...refusal, times: 2 })
    expect((await ask()).status).toBe(503)
    expect(await world.stateOf(portal), 'HubSpot calls it valid').toMatchObject({ state: 'active' })
    expect((await ask()).status).toBe(200)
    // HubSpot is not asked for another token at once; here that time is over.
    await world.database.query("update portal set renewal_after = '-infinity' where portal_id = $1", [portal])
    world.hubspot.faults.next({ ...refusal, times: 2 })
    world.hubspot.faults.next({ kind: 'status', status: 200, body: { active: false }, match: { path: /introspect$/ } })
    expect((await ask()).status).toBe(503)
    expect(await world.stateOf(portal)).toMatchObject({ state: 'revoked' })
  })

  test('is not cut off for an old token when it has come back meanwhile', async () => {
    const { portal, ask } = await world.connectNext()
    world.hubspot.oauth.killAccessTokens(Number(portal))
    world.hubspot.oauth.uninstall(Number(portal))
    world.hubspot.faults.next({ kind: 'slow', milliseconds: 700, match: refreshing })
    const slow = ask()
    await until(() => expect(world.hubspot.faults.pending()).toBe(0))
    expect((await world.browser().install(portal)).status).toBe(200)
    expect((await slow).status).toBe(503)
    expect(await world.stateOf(portal)).toMatchObject({ state: 'active' })
    expect((await ask()).status).toBe(200)
  })
})
