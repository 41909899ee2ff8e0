import { expect, test } from 'vitest'
import { acceptedMessage } from '../../test/accepted-message.ts'
import { ownDatabase } from '../../test/own-database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { storeAccepted } from './accepted-message.ts'
import { claimDeliveries, type Claimer } from './claim-deliveries.ts'

const { database } = await ownDatabase()
const portalId = '4242'
const needs = { jobs: { hint: () => undefined } as unknown as Jobs, timelineGather: 0, timelineUpdate: 0 }

const claimedBy = async (more: Partial<Claimer>, limit = 100) => {
  const claimer = { providers: ['x'], room: () => 100, full: [], but: [], ...more }
  return claimDeliveries(database, limit, claimer, { attachments: 0, ladder: 0 }, needs)
}

test('a line that was removed gives nothing, nor one that a process cannot use, nor an account that has no room', async () => {
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap, state)
     values ($1, 'gone', 'x', 'sms', 'x', 10, 0, 'retired'), ($1, 'broken', 'x', 'sms', 'y', 10, 0, 'active')`,
    [portalId],
  )
  await storeAccepted(
    database,
    ['gone', 'broken'].map((lineId, nth) => acceptedMessage({ portalId, lineId, contactId: String(nth + 1) })),
  )
  expect(await claimedBy({ but: [{ portalId, lineId: 'broken' }] })).toEqual([])
  expect(await claimedBy({ full: [portalId] })).toEqual([])
  await database.query('insert into account (portal_id, version, clock) values ($1, 3, 1)', [portalId])
  expect(await claimedBy({})).toMatchObject([{ lineId: 'broken', version: 3 }])
})

test('where many lines wait, few are held for few messages: first what every account has first, and none that has no turn', async () => {
  const lines = Array.from({ length: 40 }, (_, nth) => ({ portalId: '1', lineId: `many-${nth}` }))
  const all = [...lines, { portalId: '2', lineId: 'only' }]
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap)
     select x."portalId", x."lineId", 'y', 'sms', 'z', 1, 0 from jsonb_to_recordset($1::jsonb) as x ("portalId" bigint, "lineId" text)`,
    [JSON.stringify(all)],
  )
  for (const turn of [1, 2]) {
    await storeAccepted(
      database,
      all.map((one, nth) => acceptedMessage({ ...one, contactId: String(turn * 100 + nth) })),
    )
  }
  const claim = () => claimedBy({ providers: ['y'] }, 2)
  expect((await claim()).map(({ lineId }) => lineId).toSorted()).toEqual(['many-0', 'only'])
  // Both are busy now.
  expect((await claim()).map(({ lineId }) => lineId)).toEqual(['many-1', 'many-2'])
  const [row] = await database.query<{ held: number }>(
    "select count(*)::int as held from line where provider = 'y' and xmax <> 0 and claimed_at = '-infinity'",
  )
  expect(row?.held).toBeLessThanOrEqual(4)
})
