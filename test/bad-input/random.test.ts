import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ask, type Heard } from '../ask.ts'
import { createWorld, type World } from '../world.ts'
import { doors } from './doors.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ scopes: ['settings.users.read'], pace: { timelineGather: 60_000 } })
})
afterAll(() => world.close())
afterEach(async () => {
  expect(await ask(world.url, { method: 'GET', target: '/healthz' })).toMatchObject({ status: 200 })
  expect(await ask(world.url, { method: 'GET', target: '/readyz' })).toMatchObject({ status: 200 })
})

const runs = { numRuns: 150, interruptAfterTimeLimit: 10_000, markInterruptAsFailure: false }

/** Text that systems stumble over, besides ordinary and random text. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\ud800',
    '\udfff',
    'a\ud83d',
    '\u202e',
    '__proto__',
    'constructor',
    'null',
    'NaN',
    '-1',
  ),
  fc.constantFrom(
    "'; drop table message; --",
    '%00',
    '../../etc/passwd',
    '${1+1}',
    '\r\nx: y',
    '9'.repeat(30),
    '1e999',
  ),
  fc.nat(60_000).map((length) => 'é'.repeat(length)),
)
const value = fc.oneof(
  nasty,
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, [], {}, 1e300, -0, Number.MAX_SAFE_INTEGER + 1),
  fc.jsonValue({ maxDepth: 3 }),
)

/** A change of one member, however deep it lies. */
const change = fc.record({ at: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), to: value, drop: fc.boolean() })
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never

function changed(body: object, { at, to, drop }: Change): void {
  let object = body as Record<string, unknown>
  for (const [depth, turn] of at.entries()) {
    const names = Object.keys(object)
    const name = names[turn % Math.max(1, names.length)] ?? 'new'
    const inner = object[name]
    if (depth < at.length - 1 && inner && typeof inner === 'object') object = inner as Record<string, unknown>
    else {
      if (drop) delete object[name]
      // A copy: the next change may be one within it.
      else object[name] = structuredClone(to)
      return
    }
  }
}

function expectAnswer(answer: Heard): void {
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(200)
  // A quick machine spends HubSpot's ten-second budget within these runs: to be told to come later is an answer.
  const later = answer.status === 503 && answer.text.includes('"hubspot_rate_limit"')
  if (later) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  else expect(answer.status, answer.text).toBeLessThan(500)
  if (answer.status >= 400) expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
}

// First of all: what those who proved themselves said goes on for a while.
test('whatever a stranger says, wherever, there is an answer and nothing comes of it', async () => {
  const before = await world.stored()
  const sentBefore = world.phones.messages().length
  const targets = Object.values(doors).flatMap((all) => all.map((door) => door.target))
  const segment = fc.string({ unit: fc.constantFrom(...'abz09-_.%/?&=~+;:@'), maxLength: 12 })
  const target = fc.oneof(
    fc.constantFrom(...targets, '/healthz', '/readyz', '/openapi.json'),
    fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
    fc.tuple(fc.constantFrom(...targets), segment).map(([known, more]) => known + more),
  )
  const headerValue = fc.string({ unit: fc.constantFrom(...'abcXYZ019 =,;.+/v-%"'), maxLength: 200 })
  const names = ['content-type', 'homing-id', 'homing-timestamp', 'homing-signature', 'x-hubspot-signature'].concat(
    ['x-hubspot-signature-v3', 'x-hubspot-request-timestamp', 'x-hubspot-signature-version', 'webhook-id'],
    ['webhook-timestamp', 'webhook-signature', 'accept', 'content-encoding', 'authorization', '__proto__', 'x-any'],
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE'),
      target,
      fc.dictionary(fc.constantFrom(...names), headerValue, { maxKeys: 8 }),
      fc.oneof(fc.json(), fc.uint8Array({ maxLength: 300 }), fc.constant('')),
      async (method, where, headers, body) => {
        expectAnswer(await ask(world.url, { method, target: where, headers, body }))
      },
    ),
    { ...runs, numRuns: 1_000 },
  )
  expect(world.phones.messages().length).toBe(sentBefore)
  const after = await world.stored()
  expect({ message: after.message, inbox: after.inbox }).toEqual({ message: before.message, inbox: before.inbox })
})

const ways = Object.entries(doors).flatMap(([name, all]) => all.map((door, index) => ({ name, index, door })))

test.each(ways)(
  '$name (door $index): whatever a caller that proved itself says, there is an answer',
  async ({ door }) => {
    const said = fc.oneof(
      { weight: 4, arbitrary: fc.array(change, { minLength: 1, maxLength: 3 }) },
      { weight: 1, arbitrary: fc.json() },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    )
    await fc.assert(
      fc.asyncProperty(said, async (one) => {
        const valid = structuredClone(door.body())
        if (Array.isArray(one)) for (const each of one) changed(valid, each)
        const body = Array.isArray(one) ? Buffer.from(JSON.stringify(valid)) : Buffer.from(one as string)
        const signed = door.sign(world, { method: 'POST', target: door.target, body, now: new Date() })
        const headers = { 'content-type': 'application/json', ...signed }
        expectAnswer(await ask(world.url, { method: 'POST', target: door.target, headers, body }))
      }),
      runs,
    )
    // Whatever was accepted must be workable, too: nothing may be tried again because of a fault of the relay.
    expect(world.logged.filter((line) => line.includes('fault of the relay'))).toEqual([])
  },
)
