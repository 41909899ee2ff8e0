import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openDatabase, type Database } from './database.ts'
import { everyAccount } from './every-account.ts'

let testDatabase: TestDatabase
let database: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = openDatabase({ url: testDatabase.url, onError: () => undefined })
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

interface Plan {
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  Plans?: Plan[]
}
const readOf = (plan: Plan): number =>
  (plan['Relation Name'] === 'line' ? plan['Actual Rows'] * plan['Actual Loops'] : 0) +
  (plan.Plans ?? []).reduce((sum, one) => sum + readOf(one), 0)

test('every account is found once, connected or with lines alone, and its lines are not all read for that', async () => {
  await database.query(
    `insert into portal (portal_id, edition, credential, state, workspace, installed_at, changed_at)
     select portal_id, 'marketplace', 'oauth', 'active', gen_random_uuid()::text, now(), now() from unnest(array[1, 4]) portal_id`,
  )
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap, lease)
     select portal_id, 'line-' || nth, 'simulator', 'sms', '+1555', 1, 0, 1000
     from unnest(array[1, 2, 3]) portal_id, generate_series(1, 300) nth`,
  )
  await database.query('analyze line')
  const found = await database.query<{ id: string }>(`select id from ${everyAccount} p order by id`)
  expect(found.map(({ id }) => id)).toEqual(['1', '2', '3', '4'])
  const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
    `explain (analyze, format json) select id from ${everyAccount} p`,
  )
  expect(readOf(row!['QUERY PLAN'][0].Plan)).toBeLessThanOrEqual(4)
})
