import { expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import { newId } from '../store/id.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { adoptDeliveries } from './adopt-deliveries.ts'
import { wakeLine } from './wake-line.ts'

const portalId = '4242'
const { database } = await ownDatabase()
const jobs = { hint: () => undefined } as unknown as Jobs

await database.query(
  `insert into line (portal_id, id, provider, channel, address, in_flight, gap) values ($1, 'sms', 'x', 'sms', 'x', 10, 0)`,
  [portalId],
)

/** A message whose delivery has these columns, as SQL. */
async function stored(columns: Record<string, string>, followedBy: string | null = null): Promise<string> {
  const id = newId()
  await database.query(
    `insert into message (portal_id, id, direction, source, contact_id, line_id, channel, address, body, status, created_at,
                          changed_at, followed_by)
     values ($1, $2, 'outbound', 'card', 1, 'sms', 'sms', '+12025550143', 'Hello', 'queued', instant(), instant(), $3)`,
    [portalId, id, followedBy],
  )
  const all: Record<string, string> = { since: `instant() - interval '1 minute'`, due_at: 'instant()', ...columns }
  await database.query(
    `insert into delivery (portal_id, message_id, line_id, ${Object.keys(all).join()}) values ($1, $2, 'sms', ${Object.values(all).join()})`,
    [portalId, id],
  )
  return id
}

const adopt = () => database.transaction((tx) => adoptDeliveries(tx, jobs))
async function read(id: string) {
  const [row] = await database.query<{ waits: string | null; attended: boolean; asked: boolean }>(
    `select waits, attention_since is not null as attended,
       exists (select 1 from task t where t.kind = 'reconcile-delivery' and t.key = message_id::text) as asked
     from delivery where message_id = $1`,
    [id],
  )
  return row
}

test('whoever waits for the order of a conversation goes on when nobody holds it up any more', async () => {
  const [held, free] = [`'${newId()}'::uuid`, `'${newId()}'::uuid`]
  await stored({ state: `'due'`, attempts: '1', conversation_id: held, waits: `'retry'` })
  const behind = await stored({ state: `'due'`, conversation_id: held, waits: `'order'` })
  await stored({ state: `'done'`, attempts: '1', conversation_id: free })
  const alone = await stored({ state: `'due'`, conversation_id: free, waits: `'order'` })
  await adopt()
  expect(await read(behind)).toMatchObject({ waits: 'order' })
  expect(await read(alone)).toMatchObject({ waits: null })
})

test('a doubt of which nobody was told is told of, unless somebody was done with it', async () => {
  const told = await stored({ state: `'unknown'`, attempts: '1' })
  const followed = await stored({ state: `'unknown'`, attempts: '1' }, newId())
  const dismissed = await stored({ state: `'unknown'`, attempts: '1' })
  await database.query(
    `insert into message_event (portal_id, message_id, at, kind, data) values ($1, $2, instant(), 'dismissed', '{}')`,
    [portalId, dismissed],
  )
  await adopt()
  expect(await read(told)).toMatchObject({ attended: true, asked: true })
  for (const id of [followed, dismissed]) expect(await read(id)).toMatchObject({ attended: false, asked: false })
  await adopt()
})

test('what was put off without saying so waits, but for what a clock that was ahead wrote', async () => {
  const later = `instant() + interval '5 minutes'`
  const putOff = await stored({ state: `'due'`, attempts: '1', due_at: later })
  const ahead = await stored({ state: `'due'`, due_at: later, since: later })
  await adopt()
  expect(await read(putOff)).toMatchObject({ waits: 'retry' })
  expect(await read(ahead)).toMatchObject({ waits: null })
  // Whoever is woken because the line is back is not put off once more.
  await wakeLine(database.forPortal(portalId), 'sms')
  await adopt()
  expect(await read(putOff)).toMatchObject({ waits: null })
})
