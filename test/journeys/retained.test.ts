import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MIGRATION_LOCK } from '../../relay/store/migration-lock.ts'
import { newId } from '../../relay/store/id.ts'
import { moveClock } from '../move-clock.ts'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

let world: World
let contact: TestContact
let sent: string
/** A message that fails, and waits for a person to look at it. */
let failed: string
let stranger: string
let first = new Set<string>()
const parked = newId()
const dismissed = newId()
const open = newId()
const line = '+15550100001'

beforeAll(async () => {
  world = await createWorld()
  contact = await world.contact({ mobilephone: '+12025590101' })
  sent = await world.accepted(contact, 'Kept for ever')
  await until(async () => expect((await world.shown(contact))[0]?.status).toBe('delivered'))
  world.phones.write({ from: '+12025590101', to: line, body: 'STOP', channel: 'sms' })
  await until(async () => expect(await world.shown(contact)).toHaveLength(2))
  world.phones.write({ from: '+12025590102', to: line, body: 'Whose am I?', channel: 'sms' })
  await until(async () => {
    const [row] = await world.database.query<{ id: string }>('select id from message where contact_id is null')
    stranger = row?.id ?? ''
    expect(stranger).not.toBe('')
  })
  world.phones.faults.set({ mode: 'refuse', times: 1 })
  const other = await world.contact({ mobilephone: '+12025590103' })
  failed = await world.accepted(other, 'Comes to nothing')
  await until(async () => expect((await world.shown(other))[0]?.status).toBe('failed'))
  await world.database.query(
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, done_at, due_at, parked, parked_at)
     values ($1, $2, 'sms', 'webhook', '{}', 'parked', now(), null, null, 'unreadable', now()),
            ($1, $3, 'sms', 'webhook', '{}', 'dismissed', now(), now(), null, 'unreadable', now()),
            ($1, $4, 'sms', 'webhook', '{}', 'open', now(), null, now() + interval '10 years', null, null)`,
    [portalId, parked, dismissed, open],
  )
  await world.database.query(
    `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, raw, received_at, done_at, parked)
     values ($1, $2, 'object.restore', 1, '1', now(), '', 'restore', '{}', now(), now(), null),
            ($1, $3, 'object.restore', 1, '2', now(), '', 'restore', '{}', now(), null, 'unreadable')`,
    [portalId, randomUUID(), randomUUID()],
  )
  await until(async () => {
    const unwritten =
      "select 1 from timeline_entry where state <> 'created' or written < wanted or rewrite_at is not null"
    expect(await world.database.query(unwritten)).toEqual([])
    expect(await raw()).toEqual([parked, open].toSorted())
  })
  first = new Set(Object.values(await rows()).flat())
})
afterAll(() => world.close())

/** Ids of what there was at first; another relay reads histories once more. */
const rows = async () => {
  const tables = ['inbox', 'message', 'message_event', 'delivery', 'timeline_entry', 'hubspot_event']
  const ids = tables.map(async (table) => {
    const id = /event$|inbox|^message$/.test(table) ? 'id' : 'message_id'
    const found = await world.database.query<{ id: string }>(`select ${id}::text as id from ${table} order by 1`)
    return [table, found.flatMap(({ id: one }) => (first.size === 0 || first.has(one) ? [one] : []))] as const
  })
  return Object.fromEntries(await Promise.all(ids))
}
/** Deliveries that are not worked off. */
const raw = async () => {
  const rows = await world.database.query<{ id: string }>(`select id from ${openInbox} i order by id`)
  return rows.map(({ id }) => id)
}
const count = async (what: string) => {
  const [row] = await world.database.query<{ count: number }>(`select count(*)::int as count from ${what}`)
  return row?.count ?? 0
}
const storyOf = (id: string) => count(`message_event where message_id = '${id}'`)

/** Another relay begins so many days later; what it does at once is done when its log says so. */
async function after(days: number, clock = days): Promise<{ stop(): Promise<void> }> {
  await moveClock(world.database, `${clock} days`)
  const { relay } = await world.another({ now: () => new Date(Date.now() + days * 86_400_000) })
  return { stop: () => relay.stop(0) }
}
const heard = (words: string) => until(() => expect(world.logged.filter((one) => one.includes(words))).toHaveLength(1))

test('while the database is converted, was for a newer relay, or a clock is wrong, nothing is removed, and that is told', async () => {
  const before = await rows()
  const converter = new pg.Client({ connectionString: world.database.url })
  await converter.connect()
  await converter.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
  const beside = await after(500)
  await heard('the database is being converted')
  await beside.stop()
  await converter.end()

  world.logged.length = 0
  await world.database.query("insert into migration (number, name, checksum) values (9999, '9999-newer.sql', '')")
  const older = await after(500)
  await heard('the database is being converted')
  await older.stop()
  await world.database.query('delete from migration where number = 9999')

  const astray = await after(0, 500)
  await heard('more than an hour apart')
  await astray.stop()
  expect(await rows()).toEqual(before)
})

test('deliveries as they came go after thirty days and events after three, and what is open or parked stays', async () => {
  const stories = await count('message_event')
  const later = await after(31)
  await heard('"what":"raw"')
  await heard('"what":"events"')
  await later.stop()
  expect((await rows()).inbox).toEqual([parked, open].toSorted())
  expect(await count('hubspot_event where done_at is null')).toBe(1)
  expect(await count('hubspot_event')).toBe(1)
  expect(await count('message_event')).toBe(stories)
})

test('stories go after four hundred days; what waits for a person keeps its own, and what was said, agreed and audited stays', async () => {
  const kept = await Promise.all(['message', 'consent', 'conversation'].map(count))
  const audited = await count('audit')
  const later = await after(401)
  await heard('"what":"stories"')
  await later.stop()
  expect(await storyOf(sent)).toBe(0)
  expect(await count(`delivery where message_id = '${sent}'`)).toBe(0)
  expect(await count(`timeline_entry where message_id = '${sent}'`)).toBe(0)
  expect(await storyOf(failed)).toBeGreaterThan(0)
  expect(await count(`delivery where message_id = '${failed}'`)).toBe(1)
  expect(await storyOf(stranger)).toBeGreaterThan(0)
  expect(await Promise.all(['message', 'consent', 'conversation'].map(count))).toEqual(kept)
  expect(await count('audit')).toBeGreaterThanOrEqual(audited)
  await moveClock(world.database, '0 days')
  const shown = await world.shown(contact)
  expect(shown.map(({ body, status }) => `${body} ${status}`)).toEqual(['Kept for ever delivered', 'STOP delivered'])
  const trace = await world.card('message-trace', { contact, messageId: sent })
  expect(trace).toMatchObject({ status: 410, problem: { code: 'story_removed' } })
})
