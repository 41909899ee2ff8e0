import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { openDatabase, type Database } from '../database.ts'
import { createRequestIds } from './request-ids.ts'

let testDatabase: TestDatabase
let database: Database
let other: Database
const open = () =>
  openDatabase({
    url: testDatabase.url,
    onError: (error) => {
      throw error
    },
  })
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = open()
  other = open()
})
afterAll(async () => {
  await database.close()
  await other.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  await moveClock(0)
  await database.query('delete from request_id')
})

/** The database's own clock, this far ahead. */
const moveClock = (minutes: number) =>
  database.query(
    `create or replace function instant() returns timestamptz language sql stable parallel safe
     as 'select statement_timestamp() + interval ''${minutes} minutes'''`,
  )
const request = (id: string = randomUUID(), portalId = '4242', door = 'function') => ({ portalId, door, id })
const count = async () => (await database.query<{ n: number }>('select count(*)::int as n from request_id'))[0]?.n

test('an id is taken once, also by those who come together', async () => {
  const take = createRequestIds(database)
  const id = randomUUID()
  const answers = await Promise.all(Array.from({ length: 50 }, () => take(request(id))))
  expect(answers.filter(Boolean)).toHaveLength(1)
  expect(await take(request(id))).toBe(false)
})

test('of two processes that are sent the same ids, each in its own order, one takes each', async () => {
  const [here, there] = [createRequestIds(database), createRequestIds(other)]
  const ids = Array.from({ length: 1_000 }, () => randomUUID())
  const [mine, theirs] = await Promise.all([
    Promise.all(ids.map((id) => here(request(id)))),
    Promise.all(ids.toReversed().map((id) => there(request(id)))),
  ])
  theirs.reverse()
  expect(ids.filter((_, index) => Number(mine[index]) + Number(theirs[index]) !== 1)).toEqual([])
})

test('the same id at another door or of another account is another', async () => {
  const take = createRequestIds(database)
  const id = randomUUID()
  expect([
    await take(request(id)),
    await take(request(id, '5151')),
    await take(request(id, '4242', 'elsewhere')),
  ]).toEqual([true, true, true])
})

test('old ids go, a few with each that comes, and none that could still count', async () => {
  const take = createRequestIds(database)
  await Promise.all(Array.from({ length: 10 }, () => take(request())))
  await moveClock(11)
  await take(request())
  expect(await count()).toBe(11)
  await moveClock(16)
  await take(request())
  expect(await count()).toBe(10)
  for (let more = 0; more < 10; more += 1) await take(request())
  expect(await count()).toBe(12)
})

test('a relay whose own clock is a day ahead takes no id away that still counts', async () => {
  const id = randomUUID()
  await createRequestIds(database)(request(id))
  vi.useFakeTimers({ now: Date.now() + 86_400_000, toFake: ['Date'] })
  try {
    for (let more = 0; more < 3; more += 1) await createRequestIds(other)(request())
  } finally {
    vi.useRealTimers()
  }
  expect(await createRequestIds(database)(request(id))).toBe(false)
})
