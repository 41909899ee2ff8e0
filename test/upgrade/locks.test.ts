import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from '../../relay/store/migrate.ts'
import type { TestDatabase } from '../database.ts'
import { restoreLanded } from './restore-landed.ts'

const rows = 100_000
/** Of them, still open. */
const open = 10_000

const many = [
  `insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address, body, status, created_at, changed_at)
   select 4242, ('01a00000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'outbound', 'card', 1 + i % 5000, (select id from conversation where portal_id = 4242 limit 1),
     'many', 'sms', '+12025570000', 'One of many.', case when i <= ${open} then 'queued' else 'delivered' end, now(), now()
   from generate_series(1, ${rows}) i`,
  `insert into delivery (portal_id, message_id, line_id, state, due_at)
   select portal_id, id, line_id, case status when 'queued' then 'due' else 'done' end, now() from message where line_id = 'many'`,
  `insert into timeline_entry (portal_id, message_id, object, state, due_at, engagement_id, written)
   select portal_id, id, 'communications', 'created', now(), '1', 1 from message where line_id = 'many'`,
  `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, done_at)
   select portal_id, id, line_id, 'webhook', '{}', '{}', now(), now() from message where line_id = 'many'`,
  `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, raw, received_at, done_at)
   select portal_id, id, 'object.deletion', 1, id::text, now(), '', 'deletion', '{}', now(), now() from message where line_id = 'many'`,
  'analyze',
]

/** What a relay of the landed version does all the time, table by table, in its words. */
const writes = {
  accept: `with accepted as (
      insert into message (portal_id, id, direction, source, contact_id, line_id, channel, address, body, status, created_at, changed_at)
      values (4242, gen_random_uuid(), 'outbound', 'card', 1, 'later', 'sms', '+12025570001', 'Beside a migration.', 'queued', now(), now())
      returning portal_id, id, line_id)
    insert into delivery (portal_id, message_id, line_id, state, due_at) select portal_id, id, line_id, 'due', now() from accepted`,
  claim: `update delivery set attempts = attempts + 1 where (portal_id, message_id) in (
      select portal_id, message_id from delivery where line_id = 'later' and state = 'due' limit 1)`,
  receive: `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at)
    values (4242, gen_random_uuid(), 'later', 'webhook', '{}', '{}', now())`,
  record: `update timeline_entry set wanted = wanted + 1 where portal_id = 4242 and message_id = (
      select message_id from timeline_entry where portal_id = 4242 and state = 'created' limit 1)`,
  hear: `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, raw, received_at)
    values (4242, gen_random_uuid(), 'object.deletion', 1, gen_random_uuid()::text, now(), '', 'deletion', '{}', now())`,
  line: "update line set claimed_at = now() where portal_id = 4242 and id = 'sms'",
  converse: 'update conversation set last_at = now() where portal_id = 4242',
}

let testDatabase: TestDatabase
beforeAll(async () => {
  testDatabase = (await restoreLanded(0)).testDatabase
  const client = await connect()
  for (const statement of many) await client.query(statement)
  await client.end()
}, 120_000)
afterAll(() => testDatabase.drop())

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: testDatabase.url })
  client.on('error', () => undefined)
  await client.connect()
  await client.query("set homing.portal = '*'; set lock_timeout = '2s'")
  return client
}

test('big tables are converted while a relay of the version before serves', async () => {
  const done = new Map<string, number>()
  const blocked: string[] = []
  let over = false
  const working = Object.entries(writes).map(async ([name, statement]) => {
    const client = await connect()
    while (!over) {
      try {
        await client.query(statement)
        done.set(name, (done.get(name) ?? 0) + 1)
      } catch (error) {
        blocked.push(`${name}: ${(error as Error).message}`)
      }
    }
    await client.end()
  })
  const applied = await migrate(testDatabase.url).finally(() => (over = true))
  await Promise.all(working)
  expect(applied.length).toBeGreaterThan(1)
  expect(blocked).toEqual([])
  expect([...done.keys()].toSorted()).toEqual(Object.keys(writes).toSorted())
  const client = await connect()
  const { rows: invalid } = await client.query('select indexrelid::regclass from pg_index where not indisvalid')
  const { rows: homeless } = await client.query(
    "select 1 from delivery where line_id = 'many' and state = 'due' and conversation_id is null limit 1",
  )
  await client.end()
  expect([invalid, homeless]).toEqual([[], []])
}, 60_000)
