import { afterAll, beforeAll, expect, test } from 'vitest'
import { DeliveryStatus } from '../../contract/delivery-status.ts'
import { movesForward } from '../../contract/moves-forward.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openDatabase, type Database } from './database.ts'

let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await createTestDatabase()
  database = openDatabase({ url: own.url, onError: () => undefined })
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

test('the database and the contract agree on every step from one status to another', async () => {
  const all = DeliveryStatus.anyOf.map(({ const: status }) => status)
  const rows = await database.query<{ current: DeliveryStatus; next: DeliveryStatus; forward: boolean }>(
    `select a as current, b as next, moves_forward(a, b) as forward
     from unnest($1::text[]) a cross join unnest($1::text[]) b`,
    [all],
  )
  expect(rows).toHaveLength(all.length ** 2)
  for (const { current, next, forward } of rows) {
    expect({ current, next, forward }).toEqual({ current, next, forward: movesForward(current, next) })
  }
})
