import { afterEach, beforeEach, expect, test } from 'vitest'
import { acceptedMessage } from '../../test/accepted-message.ts'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { openDatabase, type Database } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { storeAccepted } from './accepted-message.ts'
import { claimDeliveries } from './claim-deliveries.ts'
import { move } from './move.ts'

let testDatabase: TestDatabase
let database: Database
beforeEach(async () => {
  testDatabase = await createTestDatabase()
  // One connection: what it has once planned it keeps to.
  database = openDatabase({ url: testDatabase.url, size: 1, onError: () => undefined })
})
afterEach(async () => {
  await database.close()
  await testDatabase.drop()
})

const jobs = { enqueue: async () => undefined, hint: () => undefined } as unknown as Jobs
const needs = { jobs, timelineGather: 0, timelineUpdate: 0 }
const group = 20

/** Accepts so many, claims them and tells what their provider says. */
async function live(portalId: string): Promise<void> {
  await storeAccepted(
    database,
    Array.from({ length: group }, (_, index) => acceptedMessage({ portalId, contactId: String(index + 1) })),
  )
  const claimer = { providers: ['x'], room: () => group, full: [], but: [] }
  const claims = await claimDeliveries(database, group, claimer, { attachments: 0, ladder: 0 }, needs)
  expect(claims).toHaveLength(group)
  await database.transaction((tx) =>
    move(
      tx,
      claims.flatMap(({ messageId, attempts: attempt }) => [
        { portalId, messageId, event: { kind: 'taken', attempt, status: 'sent', providerId: `p-${messageId}` } },
        {
          portalId,
          messageId,
          event: { kind: 'reported', status: 'delivered', providerId: null, error: null, blame: null, at: new Date() },
        },
      ]),
      needs,
    ),
  )
}

/** Entries of indexes that were read so far. */
async function entriesRead(): Promise<number> {
  await database.query('select pg_stat_force_next_flush()')
  const [row] = await database.query<{ read: number }>(
    'select sum(idx_tup_read)::int as read from pg_stat_user_indexes where relname in ($1, $2, $3, $4)',
    ['message', 'delivery', 'timeline_entry', 'conversation'],
  )
  return row?.read ?? 0
}

/** Rounds of an account, and how many entries of indexes each read for a message. */
async function liveOn(portalId: string, rounds: number): Promise<number[]> {
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap) values ($1, 'sms', 'x', 'sms', 'x', $2, 0)
     on conflict do nothing`,
    [portalId, group],
  )
  const reads: number[] = []
  for (let round = 0, before = await entriesRead(); round < rounds; round += 1) {
    await live(portalId)
    const after = await entriesRead()
    reads.push((after - before) / group)
    before = after
  }
  return reads
}

test.each([
  ['a new database', async () => undefined],
  ['a new account, where others have been before', () => liveOn('5104', 20).then(() => database.query('analyze'))],
  [
    'an account that was last looked at when it was small',
    () => liveOn('4242', 2).then(() => database.query('analyze')),
  ],
])('the first messages of %s are found by their keys, however many came before', async (_, prepare) => {
  await prepare()
  const reads = await liveOn('4242', 60)
  const late = reads.slice(-5).toSorted((one, other) => one - other)[2]
  expect(late).toBeGreaterThan(0)
  // Some dozens, and what the server's own housekeeping reads; whoever reads all there is of the account comes to many hundreds.
  expect(late).toBeLessThan(200)
})
