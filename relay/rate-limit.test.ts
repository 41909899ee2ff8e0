import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardCallPaths } from '../contract/card-function.ts'
import { signFunctionRequest } from '../contract/function-signature.ts'
import { ask } from '../test/ask.ts'
import { createWorld, functionSecret, portalId, type World } from '../test/world.ts'
import { createRateLimit } from './rate-limit.ts'

let world: World
beforeAll(async () => {
  // So slow that nothing is refilled while the test runs.
  const rate = { perSecond: 0.001, burst: 5 }
  world = await createWorld({ config: { rateLimits: { portal: { ...rate, burst: 8 }, failures: rate } } })
})
afterAll(() => world.close())

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

const contact = { id: '501', properties: { mobilephone: '+1 202 555 0143' } }
function call(secret: string) {
  const body = Buffer.from(JSON.stringify({ portalId, contact }))
  const target = cardCallPaths.conversation
  const signed = signFunctionRequest(secret, { id: randomUUID(), method: 'POST', target, body, now: new Date() })
  return ask(world.url, { method: 'POST', target, headers: { 'content-type': 'application/json', ...signed }, body })
}

test('an address that is wrong too often is told to wait, and whoever is right there is still let in', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => call('a-secret-of-somebody-else')))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  const refused = answers.find(({ status }) => status === 429)
  expect(JSON.parse(refused!.text)).toMatchObject({ code: 'too_many_requests', retryable: true, status: 429 })
  expect(Number(refused!.headers['retry-after'])).toBeGreaterThan(0)
  expect((await call(functionSecret)).status).toBe(200)
})

test('an account that asks too often is told to wait, and what it sent then can be sent again', async () => {
  let last = await call(functionSecret)
  for (let more = 0; more < 10 && last.status === 200; more += 1) last = await call(functionSecret)
  expect(last.status).toBe(429)
  expect(JSON.parse(last.text)).toMatchObject({ code: 'too_many_requests', retryable: true })
  expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  const [row] = await world.database.query<{ n: number }>('select count(*)::int as n from request_id')
  expect(row?.n).toBe(8)
})
