import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doors } from '../bad-input/doors.ts'
import { expectRefusal } from '../bad-input/refused.ts'
import { signedAsk } from '../bad-input/signed-ask.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

test('what waits for a slow database is bounded: whoever comes beyond that is told to come later, and all goes on', async () => {
  const known = await world.contact()
  const contact = { ...known, properties: { ...known.properties, hs_object_id: known.id } }
  const [card] = doors['POST /card/messages']!
  const large = 'x'.repeat(500_000)
  const send = () =>
    signedAsk(world, card!, { portalId, contact, idempotencyKey: randomUUID(), lineId: 'sms', body: large })
  const holder = new pg.Client({ connectionString: world.database.url })
  await holder.connect()
  await holder.query('begin; lock table request_id in access exclusive mode')
  let refused = 0
  const asked = Array.from({ length: 80 }, async () => {
    const answer = await send()
    if (answer.status === 503) refused += 1
    return answer
  })
  await until(() => expect(refused).toBeGreaterThan(0))
  const told = world.logged.filter((line) => line.includes('more requests wait than the relay holds'))
  expect(told).toHaveLength(1)
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200)
  await holder.query('rollback')
  await holder.end()
  const answers = await Promise.all(asked)
  const [busy, served] = [
    answers.filter(({ status }) => status === 503),
    answers.filter(({ status }) => status !== 503),
  ]
  for (const answer of busy) expectRefusal(world, answer, 503, 'too_busy')
  expect(busy.every(({ headers }) => Number(headers['retry-after']) > 0)).toBe(true)
  // As much as fits, and not a request more.
  expect(served.length * large.length).toBeLessThanOrEqual(32_000_000)
  for (const answer of served) expectRefusal(world, answer, 400, 'invalid_request')
  await world.accepted(contact, 'Now')
})
