import { randomUUID } from 'node:crypto'
import pg from 'pg'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRelay } from '../../relay/relay.ts'
import { openDatabase } from '../../relay/store/database.ts'
import { openCutOff, type CutOff } from '../cut-off.ts'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'

let world: World
let network: CutOff
let logged: string[]
let end: () => Promise<void>
beforeEach(async () => {
  world = await createWorld({ relay: false })
  network = await openCutOff(world.database.url)
  logged = []
  const patience = { connect: 1_000, statement: 1_000, idle: 2_000, silence: 500 }
  const database = openDatabase({ url: network.url, patience, onError: () => undefined })
  const relay = await createRelay(world.config, {
    database,
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    providers: allProviders,
  })
  await relay.start()
  end = async () => {
    await relay.stop(0)
    await database.close()
    await network.close()
    await world.close()
  }
})
afterEach(() => end())

async function ready(): Promise<{ status: number; took: number }> {
  const since = performance.now()
  const { status } = await fetch(`${world.url}/readyz`)
  return { status, took: performance.now() - since }
}
const sent = () =>
  world.phones
    .phone('+12025550143')
    .messages()
    .map(({ body }) => body)

test('a network that falls silent is a 503 within seconds, and all goes on when it is back', async () => {
  const contact = await world.contact()
  await world.accepted(contact, 'Before')
  await until(() => expect(sent()).toEqual(['Before']))
  network.fallSilent()
  await until(async () => {
    const answer = await ready()
    expect(answer.took).toBeLessThan(4_000)
    expect(answer.status).toBe(503)
  })
  const key = randomUUID()
  const refused = await world.card('send-message', { contact, idempotencyKey: key, lineId: 'sms', body: 'After' })
  expect(refused).toMatchObject({ status: 503, problem: { code: 'database_unavailable' } })
  network.comeBack()
  await until(async () => expect((await ready()).status).toBe(200))
  await world.accepted(contact, 'After', { key })
  await until(() => expect(sent()).toEqual(['Before', 'After']))
}, 60_000)

test('of a network that falls silent all who wait hear together, however many they are', async () => {
  const contact = await world.contact()
  await world.accepted(contact, 'Before')
  network.fallSilent()
  const since = performance.now()
  const send = () => world.card('send-message', { contact, idempotencyKey: randomUUID(), lineId: 'sms', body: 'After' })
  const answers = await Promise.all(Array.from({ length: 60 }, send))
  expect(new Set(answers.map(({ problem }) => problem.code))).toEqual(new Set(['database_unavailable']))
  // One after the other it would be a second for each of them.
  expect(performance.now() - since).toBeLessThan(20_000)
  network.comeBack()
}, 120_000)

test('a lock that is not given back hangs no claim: it is said, and tried again until it is free', async () => {
  const contact = await world.contact()
  const holder = new pg.Client({ connectionString: world.database.url })
  await holder.connect()
  await holder.query('begin; lock table line in access exclusive mode')
  const accepting = world.card('send-message', { contact, idempotencyKey: randomUUID(), lineId: 'sms', body: 'Held' })
  await until(() => expect(logged.some((line) => line.includes('cannot claim deliveries'))).toBe(true))
  expect((await ready()).status).toBe(200)
  expect([200, 503]).toContain((await accepting).status)
  await holder.query('rollback')
  await holder.end()
  await world.accepted(contact, 'Free')
  await until(() => expect(sent()).toContain('Free'))
}, 60_000)
