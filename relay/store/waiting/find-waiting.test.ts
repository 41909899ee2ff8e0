import { beforeAll, expect, test } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import type { PortalDb } from '../database.ts'
import { findWaiting } from './find-waiting.ts'

const { database } = await ownDatabase()
const portalId = '4242'
const many = 20_000

/** Of what is over there is much, of what waits three of each kind. */
beforeAll(async () => {
  await database.query(
    `insert into message (portal_id, id, direction, source, contact_id, line_id, channel, address, body, status, created_at, changed_at)
     select $1, ('01a00000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, case when i <= 3 then 'inbound' else 'outbound' end,
       'card', case when i > 3 then 1 end, 'sms', 'sms', '+12025550100', 'Hello', 'sent', now() + i * interval '1 second', now()
     from generate_series(1, $2::int) i`,
    [portalId, many],
  )
  const ids = 'select id, row_number() over (order by id desc) as nth from message'
  for (const statement of [
    `insert into delivery (portal_id, message_id, line_id, state, due_at, since, attention_since)
     select ${portalId}, id, 'sms', 'done', now(), now(), case when nth <= 3 then now() end from (${ids}) m`,
    `insert into timeline_entry (portal_id, message_id, object, state, due_at, parked_at, reason)
     select ${portalId}, id, 'communications', case when nth <= 2 then 'parked' else 'created' end, now(),
       case when nth <= 2 then now() end, case when nth <= 3 then 'refused' end from (${ids}) m`,
    `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, done_at, parked)
     select ${portalId}, id, 'sms', 'webhook', '{}', '', now(), case when nth > 3 then now() end,
       case when nth <= 3 then 'unreadable' end from (${ids}) m`,
    `insert into hubspot_event (portal_id, id, subscription_type, object_id, event_id, occurred_at, property_name, kind, raw, received_at, done_at, parked)
     select ${portalId}, id, 'object.deletion', 1, id::text, now(), '', 'deletion', '', now(), case when nth > 3 then now() end,
       case when nth <= 3 then 'unreadable' end from (${ids}) m`,
    `insert into task (portal_id, kind, key, due_at, trouble)
     select ${portalId}, 'reconcile-delivery', id::text, now(), case when nth <= 3 then 'no answer' end from (${ids}) m`,
    'analyze',
  ]) {
    await database.query(statement)
  }
}, 120_000)

test('all six kinds are found, in one order that pages keep', async () => {
  const portal = database.forPortal(portalId)
  const all = await findWaiting(portal, null, 200)
  expect(
    Object.fromEntries([...Map.groupBy(all, ({ kind }) => kind)].map(([kind, { length }]) => [kind, length])),
  ).toEqual({
    ...{ reply: 3, inbox: 3, event: 3, entry: 3, task: 3, message: 3 },
  })
  const paged = []
  for (let after = null; ;) {
    const page = await findWaiting(portal, after, 4)
    paged.push(...page)
    const last = page.at(-1)
    if (!last) break
    after = { since: last.sinceExactly, id: `${last.kind}:${last.key}` }
  }
  expect(paged).toEqual(all)
})

test('what is over is not looked at', async () => {
  let plan = ''
  const portal = database.forPortal(portalId)
  const explaining: PortalDb = {
    ...portal,
    async query(text, values) {
      const rows = await portal.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, costs off, buffers off, timing off) ${text}`,
        values,
      )
      plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      return []
    },
  }
  await findWaiting(explaining, null, 51)
  // But for events of messages, of which there are none here.
  expect(plan.match(/Seq Scan on \w+/g)?.filter((one) => !one.endsWith('message_event')) ?? []).toEqual([])
  const looked = [...plan.matchAll(/rows=(\d+)/g)].map(([, rows]) => Number(rows))
  expect(Math.max(...looked)).toBeLessThan(100)
})
