import { expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import { newId } from '../store/id.ts'
import { unwantTimeline } from './unwant-timeline.ts'
import { wantTimeline } from './want-timeline.ts'

const { database } = await ownDatabase()
const portalId = '1'
const portal = database.forPortal(portalId)

/** What a mover's statement would name, though there is no message behind it. */
const moved = `moved as (
  select $1::bigint as portal_id, id, contact_id, channel, source
  from unnest($2::uuid[], $3::bigint[], $4::text[], $7::text[]) as x(id, contact_id, channel, source))`

const want = (rows: { id: string; contactId: string | null; channel: string; source?: string }[]) =>
  portal.query(`with ${moved} ${wantTimeline('moved', { first: '$5', change: '$6' })}`, [
    portalId,
    rows.map(({ id }) => id),
    rows.map(({ contactId }) => contactId),
    rows.map(({ channel }) => channel),
    60_000,
    600_000,
    rows.map(({ source = 'card' }) => source),
  ])

const entry = async (id: string) => {
  const [row] = await portal.query<Record<string, unknown>>(
    `select object, state, wanted, written,
            round(extract(epoch from due_at - instant()) / 60)::int as minutes from timeline_entry where message_id = $1`,
    [id],
  )
  return row
}
const set = (id: string, how: string) => portal.query(`update timeline_entry set ${how} where message_id = $1`, [id])

test('what is new waits to be made, what is nobody’s does not', async () => {
  const [text, mail, nobodys] = [newId(), newId(), newId()]
  await want([
    { id: text, contactId: '7', channel: 'sms' },
    { id: mail, contactId: '7', channel: 'email' },
    { id: nobodys, contactId: null, channel: 'sms' },
  ])
  expect(await entry(text)).toEqual({ object: 'communications', state: 'waiting', wanted: 1, written: 0, minutes: 1 })
  expect(await entry(mail)).toMatchObject({ object: 'emails' })
  expect(await entry(nobodys)).toBeUndefined()
})

test('what stands there with everything is changed later; what is on its way keeps its time', async () => {
  const row = { id: newId(), contactId: '7', channel: 'sms' }
  await want([row])
  await want([row])
  expect(await entry(row.id)).toMatchObject({ state: 'waiting', wanted: 1, minutes: 1 })
  await set(row.id, "state = 'created', engagement_id = '9', written = wanted")
  await want([row])
  expect(await entry(row.id)).toMatchObject({ state: 'created', wanted: 2, written: 1, minutes: 10 })
  await set(row.id, "due_at = instant(), lease_until = instant() + interval '1 minute'")
  await want([row])
  expect(await entry(row.id)).toMatchObject({ wanted: 3, minutes: 0 })
})

test.each([
  ['waits', "state = 'waiting'", undefined],
  ['is being made', "state = 'creating'", { state: 'creating', wanted: 2 }],
  ['stands there', "state = 'created'", { state: 'created', wanted: 2 }],
])('another stands in for a message that never left, whose entry %s', async (_what, how, after) => {
  const row = { id: newId(), contactId: '7', channel: 'sms' }
  await want([row])
  await set(row.id, how)
  await portal.query(
    `with followed as (select $1::bigint as portal_id, $2::uuid as id) ${unwantTimeline('followed')}`,
    [portalId, row.id],
  )
  const stored = await entry(row.id)
  if (after) expect(stored).toMatchObject(after)
  else expect(stored).toBeUndefined()
})

test('a write that begins while a message is stood in for is followed by another', async () => {
  const row = { id: newId(), contactId: '7', channel: 'sms' }
  await want([row])
  let following: Promise<unknown> = Promise.resolve()
  await portal.transaction(async (tx) => {
    await tx.query("update timeline_entry set state = 'creating' where message_id = $1", [row.id])
    following = portal.query(
      `with followed as (select $1::bigint as portal_id, $2::uuid as id) ${unwantTimeline('followed')}`,
      [portalId, row.id],
    )
    // It has begun with the older view, and waits for this row.
    for (let waits = false; !waits;) {
      const rows = await database.query(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      )
      waits = rows.length > 0
    }
  })
  await following
  expect(await entry(row.id)).toMatchObject({ state: 'creating', wanted: 2 })
})

test('what its account did not want there when it came is not made, however often it changes and whatever is wanted by then', async () => {
  let version = 0
  const save = async (timeline: object | null, at: number) => {
    version += 1
    await portal.query(
      `insert into account_version (portal_id, version, at, actor, changed, digest) values ($1, $2, $3, 'relay', '{}', '')`,
      [portalId, version, new Date(at)],
    )
    await portal.query(
      `insert into account_section (portal_id, section, version, form, value) values ($1, 'timeline', $2, 1, $3)`,
      [portalId, version, timeline && JSON.stringify(timeline)],
    )
  }
  const now = Date.now()
  await save({ channels: ['email'], elsewhere: false }, now - 3_000)
  await save(null, now - 1_000)
  const at = (milliseconds: number, channel: string, source = 'card') => ({
    ...{ id: newId(now + milliseconds), contactId: '7', channel, source },
  })
  const before = at(-4_000, 'sms')
  const [text, mail, mailElsewhere] = [at(-2_000, 'sms'), at(-2_000, 'email'), at(-2_000, 'email', 'elsewhere')]
  const later = at(-500, 'sms', 'elsewhere')
  for (let times = 0; times < 2; times += 1) await want([before, text, mail, mailElsewhere, later])
  const made = await Promise.all([before, text, mail, mailElsewhere, later].map(({ id }) => entry(id)))
  expect(made.map((one) => one !== undefined)).toEqual([true, false, true, false, true])
})
