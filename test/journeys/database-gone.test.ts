import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

let world: World
let admin: pg.Client
beforeAll(async () => {
  world = await createWorld()
  const server = new URL(world.database.url)
  server.pathname = '/postgres'
  admin = new pg.Client({ connectionString: server.href })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await world.close()
})

const name = () => new URL(world.database.url).pathname.slice(1)
const cutEverybodyOff = () =>
  admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and backend_type = 'client backend'`,
    [name()],
  )

test('connections are cut again and again while messages are sent and replies arrive: all of it arrives once', async () => {
  const contact = await world.contact({ mobilephone: '+12025550601' })
  let cutting = true
  const cuts = (async () => {
    for (let count = 0; cutting && count < 40; count += 1) {
      await cutEverybodyOff()
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
  })()
  const answers: number[] = []
  async function sendUntilTaken(body: string): Promise<void> {
    const idempotencyKey = randomUUID()
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const answer = await world.card('send-message', { contact, idempotencyKey, lineId: 'sms', body })
      answers.push(answer.status)
      if (answer.status === 200) return
      expect(answer).toMatchObject({ status: 503, problem: { code: 'database_unavailable', retryable: true } })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error('never taken')
  }
  const bodies = Array.from({ length: 60 }, (_, index) => `Number ${index}`)
  const sending = bodies.map(async (body, index) => {
    await new Promise((resolve) => setTimeout(resolve, index * 20))
    await sendUntilTaken(body)
    if (index % 6 === 0)
      world.phones.write({ from: '+12025550601', to: '+15550100001', body: `Reply ${index}`, channel: 'sms' })
  })
  await Promise.all(sending)
  cutting = false
  await cuts

  await until(async () => {
    const arrived = world.phones
      .phone('+12025550601')
      .messages()
      .filter(({ direction }) => direction === 'to_phone')
    expect(arrived.map(({ body }) => body).toSorted()).toEqual(bodies.toSorted())
    const replies = (await world.database.query("select 1 from message where direction = 'inbound'")).length
    expect(replies).toBe(10)
  })
  await until(() => expect(world.timeline(contact)).toHaveLength(70))
  // Whoever was cut off was told so in the one shape of a refusal.
  expect(answers.every((status) => status === 200 || status === 503)).toBe(true)
})

test('a database that lets nobody in makes the relay unready and every send a 503, and then all goes on', async () => {
  const contact = await world.contact({ mobilephone: '+12025550602' })
  const key = randomUUID()
  const ready = async () => (await fetch(`${world.url}/readyz`)).status
  expect(await ready()).toBe(200)
  await admin.query(`alter database ${name()} with allow_connections false`)
  await cutEverybodyOff()
  try {
    await until(async () => expect(await ready()).toBe(503))
    expect(await (await fetch(`${world.url}/readyz`)).json()).toEqual({ status: 'waiting', missing: ['database'] })
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200)
    const refused = await world.card('send-message', { contact, idempotencyKey: key, lineId: 'sms', body: 'Hello' })
    expect(refused).toMatchObject({ status: 503, problem: { code: 'database_unavailable', retryable: true } })
    world.phones.write({ from: '+12025550602', to: '+15550100001', body: 'In the meantime', channel: 'sms' })
    await until(() => expect(world.logged.some((line) => line.includes('cannot claim deliveries'))).toBe(true))
  } finally {
    await admin.query(`alter database ${name()} with allow_connections true`)
  }
  await until(async () => expect(await ready()).toBe(200))
  await world.accepted(contact, 'Hello', { key })
  await until(async () =>
    expect((await world.shown(contact)).map(({ body }) => body).toSorted()).toEqual(['Hello', 'In the meantime']),
  )
  await until(() => expect(world.phones.phone('+12025550602').messages()).toHaveLength(2))
})

test('a database that takes nothing more makes the relay unready, says why, and all goes on when it does', async () => {
  const ready = async () => (await fetch(`${world.url}/readyz`)).json()
  expect(await ready()).toMatchObject({ status: 'ready', missing: [] })
  await admin.query(`alter database ${name()} set default_transaction_read_only = on`)
  await cutEverybodyOff()
  await until(async () => expect(await ready()).toEqual({ status: 'waiting', missing: ['writable_database'] }))
  const told = world.logged.filter((line) => line.includes('the relay is not ready') && line.includes('25006'))
  expect(told.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ level: 40, next: 'store', in: 1_000 }])
  await admin.query(`alter database ${name()} reset default_transaction_read_only`)
  await cutEverybodyOff()
  await until(async () => expect(await ready()).toMatchObject({ status: 'ready', missing: [] }))
  const left = await world.database.query(`select relname from pg_class where relname like 'homing_probe%'`)
  expect(left).toEqual([])
})
