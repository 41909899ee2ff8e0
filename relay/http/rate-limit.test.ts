import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardCallPaths } from '../../contract/card-function.ts'
import { signFunctionRequest } from '../../contract/function-signature.ts'
import { ask, type Heard } from '../../test/ask.ts'
import { doors, type Door } from '../../test/bad-input/doors.ts'
import { signedAsk } from '../../test/bad-input/signed-ask.ts'
import { createMarketplace, type Marketplace } from '../../test/marketplace.ts'
import { functionSecret, portalId } from '../../test/world.ts'
import { readConfig } from '../config/config.ts'
import { createRateLimit, createRateLimits } from './rate-limit.ts'

const account = '5301'

let world: Marketplace
beforeAll(async () => {
  // So slow that nothing is refilled while the test runs.
  const rate = { perSecond: 0.001, burst: 5 }
  const rateLimits = {
    ...{ portal: { ...rate, burst: 8 }, workflow: rate, webhooks: rate, events: rate },
    ...{ failures: rate, pages: rate },
  }
  world = await createMarketplace([{ portalId: Number(account) }], {
    config: { rateLimits, trustedProxies: ['127.0.0.1'] },
  })
})
afterAll(() => world.close())

describe('a bucket', () => {
  test('after a burst there is one each time that one is due', () => {
    let at = 0
    const take = createRateLimit({ perSecond: 10, burst: 3 }, () => at)
    expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 100])
    expect(take('b')).toBe(0)
    at = 60
    expect(take('a')).toBe(40)
    at = 100
    expect([take('a'), take('a')]).toEqual([0, 100])
    at = 10_000
    expect([take('a'), take('a'), take('a'), take('a')]).toEqual([0, 0, 0, 100])
  })

  test('whoever comes under ever new names is forgotten in turn', () => {
    const take = createRateLimit({ perSecond: 1, burst: 1 }, () => 0)
    for (let index = 0; index <= 10_000; index += 1) expect(take(`name ${index}`)).toBe(0)
    expect(take('name 10000')).toBeGreaterThan(0)
    expect(take('name 0')).toBe(0)
  })
})

const good = {
  PUBLIC_URL: 'https://relay.company.example/',
  HUBSPOT_PORTAL_ID: '4242',
  HUBSPOT_ACCESS_TOKEN: 'pat-na1-secret-token',
  HUBSPOT_CLIENT_SECRET: 'client-secret-of-the-app',
  HOMING_FUNCTION_SECRET: 'function-secret-of-the-app',
  LINES: '[{"id":"a","label":"A","provider":"simulator","channel":"sms","address":"+15550100001","settings":{}}]',
}
describe('an address of IPv6', () => {
  const wrong = (address: string) => limits('failures', address) > 0
  const limits = createRateLimits({ failures: { perSecond: 0.001, burst: 1 } })

  test.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
    ['2001:db8::1', '2001:0DB8:0:0::2'],
    ['::1', '::2'],
    ['fe80::1%eth0', 'fe80::2%eth1'],
    ['192.0.2.1', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::1'],
  ])('%s waits with %s', (one, other) => {
    expect(wrong(one)).toBe(false)
    expect(wrong(other)).toBe(true)
  })

  test('does not wait with another network', () => {
    expect(wrong('2001:db8:1:3::1')).toBe(false)
    expect(wrong('192.0.2.2')).toBe(false)
  })
})

describe('the configuration', () => {
  test('limits are generous, can be set one by one, and be turned off', () => {
    const { rateLimits } = readConfig({ ...good, RATE_LIMIT_WORKFLOW: '7' })
    expect(rateLimits).toMatchObject({
      portal: { perSecond: 2_000, burst: 8_000 },
      workflow: { perSecond: 7, burst: 28 },
      webhooks: { perSecond: 5_000 },
      events: { perSecond: 500 },
      failures: { perSecond: 50 },
      pages: { perSecond: 20 },
    })
    expect(readConfig({ ...good, RATE_LIMIT: 'off' }).rateLimits).toBeNull()
    expect(() => readConfig({ ...good, RATE_LIMIT_PAGES: '0' })).toThrow('RATE_LIMIT_PAGES must be a whole number')
  })

  test('proxies are trusted by address or network, and nothing else', () => {
    expect(readConfig(good).trustedProxies).toEqual([])
    const trusted = readConfig({ ...good, TRUSTED_PROXIES: '10.0.0.0/8, ::1,192.0.2.7' }).trustedProxies
    expect(trusted).toEqual(['10.0.0.0/8', '::1', '192.0.2.7'])
    for (const wrong of ['everybody', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/', '::1/129']) {
      expect(() => readConfig({ ...good, TRUSTED_PROXIES: wrong })).toThrow('TRUSTED_PROXIES must be')
    }
  })
})

const contact = { id: '501', properties: { hs_object_id: '501', mobilephone: '+1 202 555 0143' } }
function call(secret: string, more: Record<string, string> = {}) {
  const body = Buffer.from(JSON.stringify({ portalId, contact }))
  const target = cardCallPaths.conversation
  const signed = signFunctionRequest(secret, { id: randomUUID(), method: 'POST', target, body, now: new Date() })
  const headers = { 'content-type': 'application/json', ...signed, ...more }
  return ask(world.url, { method: 'POST', target, headers, body })
}

function expectToWait(answer: Heard): void {
  expect(answer.status).toBe(429)
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'too_many_requests', retryable: true, status: 429 })
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
}

const rows = async (table: string): Promise<number> => {
  const [row] = await world.database.query<{ n: number }>(`select count(*)::int as n from ${table}`)
  return row?.n ?? 0
}

describe('an address', () => {
  test('that is wrong too often is told to wait, and whoever is right there is still let in', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('a-secret-of-somebody-else')))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    expectToWait(answers.find(({ status }) => status === 429)!)
    expect((await call(functionSecret)).status).toBe(200)
  })

  test('is the one that a trusted proxy names, so that nobody waits for others behind it', async () => {
    expect((await call('a-secret-of-somebody-else', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401)
    expectToWait(await call('a-secret-of-somebody-else'))
  })

  test('that tries lines which are not there is told to wait, too', async () => {
    const from = { 'x-forwarded-for': '203.0.113.10' }
    const tried = Array.from({ length: 7 }, (_, index) =>
      ask(world.url, { method: 'POST', target: `/webhooks/${portalId}/line-${index}`, headers: from }),
    )
    const statuses = (await Promise.all(tried)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([404, 404, 404, 404, 404, 429, 429])
  })

  test.each(['/oauth/install', '/oauth/callback?state=x&code=1'])(
    'that opens %s too often gets a page that says so',
    async (target) => {
      const from = { 'x-forwarded-for': `203.0.113.${target.length}` }
      const opened: Heard[] = []
      for (let turn = 0; turn < 6; turn += 1)
        opened.push(await ask(world.url, { method: 'GET', target, headers: from }))
      const last = opened.pop()!
      expect(opened.map(({ status }) => status)).not.toContain(429)
      expect(last).toMatchObject({ status: 429, text: expect.stringContaining('One moment, please') })
      expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
    },
  )
})

describe('an account', () => {
  test('whose card asks too often is told to wait, and what it sent then can be sent again', async () => {
    let last = await call(functionSecret)
    for (let more = 0; more < 10 && last.status === 200; more += 1) last = await call(functionSecret)
    expectToWait(last)
    expect(await rows('request_id')).toBe(8)
  })

  test('whose card asks too often by HubSpot is told to wait, too', async () => {
    const statuses: number[] = []
    for (let turn = 0; turn < 9; turn += 1) {
      const asked = await world.byFetch('conversation', { contact }, { portalId: account, userId: '7', appId: '77' })
      statuses.push(asked.status)
    }
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 404, 404, 429])
  })

  test('whose workflows ask too often is told to wait, which HubSpot does; its card is not held up by them', async () => {
    const [door] = doors['POST /workflow/send-message']!
    for (let turn = 0; turn < 5; turn += 1) expect((await say(door!)).status).toBe(200)
    const sent = await rows('message')
    expectToWait(await say(door!))
    expect(await rows('message')).toBe(sent)
  })

  test('whose lines are told too much: every delivery is kept, and only then is the provider asked to slow down', async () => {
    const [door] = doors['POST /webhooks/{portalId}/{lineId}']!
    // The phones tell of other tests' messages meanwhile.
    let last = await say(door!)
    for (let more = 0; more < 5 && last.status === 200; more += 1) last = await say(door!)
    expectToWait(last)
    const kept = await rows('inbox')
    const body = Buffer.from(JSON.stringify(door!.body()))
    const others = [1, 2, 3].map(() => {
      const request = { method: 'POST', target: door!.target, body }
      return { ...request, headers: door!.sign(world, { ...request, now: new Date() }) }
    })
    for (const other of others) expectToWait(await ask(world.url, other))
    const stored = await rows('inbox')
    expect(stored).toBeGreaterThanOrEqual(kept + 3)
    // What the provider repeats, because it was told to wait, is stored already; the next of the same words is another.
    const statuses: number[] = []
    for (const other of [...others, others[0]!]) statuses.push((await ask(world.url, other)).status)
    expect(statuses).toEqual([200, 200, 200, 429])
  })

  test('of whose contacts HubSpot tells too much: every batch is kept, and only then is HubSpot asked to slow down', async () => {
    const [door] = doors['POST /webhooks/hubspot']!
    for (let turn = 0; turn < 5; turn += 1) expect((await say(door!, turn)).status).toBe(200)
    for (let turn = 5; turn < 8; turn += 1) expectToWait(await say(door!, turn))
    expect(await rows('hubspot_event')).toBe(8)
  })
})

/** Something that is right, at a door; `turn` makes an event of HubSpot another. */
function say(door: Door, turn = 0): Promise<Heard> {
  const body = door.body()
  const told = Array.isArray(body) ? body.map((event) => ({ ...event, eventId: 700 + turn })) : body
  return signedAsk(world, door, told)
}
