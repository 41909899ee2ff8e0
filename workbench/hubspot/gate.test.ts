import { afterEach, describe, expect, it } from 'vitest'
import { portalId, scopes, startHubSpotUnderTest, type HubSpotUnderTest } from './hubspot-under-test.ts'

let test: HubSpotUnderTest
afterEach(() => test.hubspot.close())

const contacts = '/crm/objects/2026-03/contacts'
const search = () => test.call('POST', `${contacts}/search`, {})

describe('who may call', () => {
  it.each(['', 'pat-unknown'])('not the token %j: 401', async (token) => {
    test = await startHubSpotUnderTest()
    const { status, body } = await test.call('GET', contacts, undefined, token)
    expect(status).toBe(401)
    expect(body).toMatchObject({ status: 'error', category: 'INVALID_AUTHENTICATION' })
  })

  it('not a token that was taken away, until it is replaced', async () => {
    test = await startHubSpotUnderTest()
    test.hubspot.seedContact(portalId, { firstname: 'Ada' })
    test.hubspot.revoke('pat-one')
    expect((await test.call('GET', contacts)).status).toBe(401)
    test.hubspot.grant({ portalId, accessToken: 'pat-two', scopes })
    expect((await test.call('GET', contacts, undefined, 'pat-two')).body.results).toHaveLength(1)
  })

  it('not an app without the scope: 403 with the ones that are missing', async () => {
    test = await startHubSpotUnderTest({ scopes: ['crm.objects.contacts.read'] })
    expect((await test.call('GET', contacts)).status).toBe(200)
    const { status, body } = await test.call('POST', contacts, { properties: {} })
    expect(status).toBe(403)
    expect(body.category).toBe('MISSING_SCOPES')
    expect(body.errors[0]?.context.requiredGranularScopes).toEqual(['crm.objects.contacts.write'])
  })

  it('for emails also needs sales-email-read, on 2026-09 besides the contact scope', async () => {
    test = await startHubSpotUnderTest({ scopes: ['crm.objects.contacts.read', 'crm.objects.contacts.write'] })
    expect((await test.call('GET', '/crm/objects/2026-03/emails')).status).toBe(200)
    const refused = await test.call('GET', '/crm/objects/2026-09/emails')
    expect(refused.status).toBe(403)
    expect(refused.body.errors[0]?.context.requiredGranularScopes).toEqual(['sales-email-read'])
  })

  it('sees its own account only', async () => {
    const other = { portalId: 4712, accessToken: 'pat-other', scopes }
    test = await startHubSpotUnderTest()
    test.hubspot.grant(other)
    const id = test.hubspot.seedContact(4712, { firstname: 'Ada' })
    expect((await test.call('GET', `${contacts}/${id}`)).status).toBe(404)
    expect((await test.call('GET', `${contacts}/${id}`, undefined, 'pat-other')).status).toBe(200)
  })
})

describe('a request that cannot be read', () => {
  it.each([
    ['broken JSON', '{"properties":', 'application/json', 400],
    ['an empty body', '', 'application/json', 400],
    ['another type', '<a/>', 'application/xml', 415],
    ['a form', 'a=1', 'application/x-www-form-urlencoded', 415],
    ['properties that are no object', '{"properties":"x"}', 'application/json', 400],
  ])('with %s', async (_, body, type, status) => {
    test = await startHubSpotUnderTest()
    const response = await fetch(test.hubspot.url + contacts, {
      method: 'POST',
      headers: { authorization: 'Bearer pat-one', 'content-type': type },
      body,
    })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR' })
  })

  it.each(['/crm/objects/2025-01/contacts', '/crm/v3/objects/contacts', '/crm/objects/2026-03'])(
    'on a path that is not there: %s',
    async (path) => {
      test = await startHubSpotUnderTest()
      expect((await test.call('GET', path)).status).toBe(404)
    },
  )
})

describe('budgets', () => {
  it('let so many requests through in ten rolling seconds, and say so', async () => {
    test = await startHubSpotUnderTest({ limits: { tenSecondly: 3 } })
    const first = await test.call('GET', contacts)
    expect(first.headers.get('x-hubspot-ratelimit-max')).toBe('3')
    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBe('2')
    expect(first.headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000')
    expect(first.headers.get('x-hubspot-ratelimit-daily')).toBe('625000')
    test.clock.advance(6000)
    await test.call('GET', contacts)
    await test.call('GET', contacts)
    const refused = await test.call('GET', contacts)
    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({
      status: 'error',
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
      message: 'You have reached your ten_secondly_rolling limit.',
    })
    expect(refused.headers.get('retry-after')).toBeNull()
    test.clock.advance(4000)
    expect((await test.call('GET', contacts)).status).toBe(200)
    expect((await test.call('GET', contacts)).status).toBe(429)
  })

  it.each([
    ['free', 'private', '100', '250000'],
    ['professional', 'private', '190', '625000'],
    ['enterprise', 'private', '190', '1000000'],
    ['enterprise', 'marketplace', '110', null],
  ] as const)('of %s accounts and %s apps', async (tier, distribution, most, daily) => {
    test = await startHubSpotUnderTest({ tier, distribution })
    const { headers } = await test.call('GET', contacts)
    expect(headers.get('x-hubspot-ratelimit-max')).toBe(most)
    expect(headers.get('x-hubspot-ratelimit-daily')).toBe(daily)
  })

  it("last a day, until midnight in the account's time zone", async () => {
    test = await startHubSpotUnderTest({ limits: { daily: 1 }, timeZone: 'America/New_York' })
    await test.call('GET', contacts)
    const refused = await test.call('GET', contacts)
    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({ policyName: 'DAILY', message: 'You have reached your daily limit.' })
    test.clock.advance(18.9 * 3600_000)
    expect((await test.call('GET', contacts)).status).toBe(429)
    test.clock.advance(0.2 * 3600_000)
    expect((await test.call('GET', contacts)).status).toBe(200)
  })

  it('share the day among the apps of an account, but not the ten seconds', async () => {
    test = await startHubSpotUnderTest({ limits: { tenSecondly: 1, daily: 2 } })
    test.hubspot.grant({ portalId, accessToken: 'pat-two', scopes, limits: { tenSecondly: 1, daily: 2 } })
    expect((await test.call('GET', contacts)).status).toBe(200)
    expect((await test.call('GET', contacts, undefined, 'pat-two')).status).toBe(200)
    test.clock.advance(10_000)
    expect((await test.call('GET', contacts)).body.policyName).toBe('DAILY')
  })

  it('give searches five a second of their own, without rate headers', async () => {
    test = await startHubSpotUnderTest({ limits: { tenSecondly: 1 } })
    for (let count = 0; count < 5; count += 1) expect((await search()).status).toBe(200)
    const refused = await search()
    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({ policyName: 'SECONDLY', message: 'You have reached your secondly limit.' })
    expect([...refused.headers.keys()].filter((name) => name.startsWith('x-hubspot-ratelimit'))).toEqual([])
    expect((await test.call('GET', contacts)).status).toBe(200)
    test.clock.advance(1000)
    expect((await search()).status).toBe(200)
  })
})
