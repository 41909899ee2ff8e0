import { expect, test } from 'vitest'
import { DeliveryStatus } from '../../contract/delivery-status.ts'
import { movesForward } from '../../contract/moves-forward.ts'
import { ownDatabase } from '../../test/own-database.ts'

const { database } = await ownDatabase()

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
