import { expect, test } from 'vitest'
import { acceptedMessage } from '../../test/accepted-message.ts'
import { ownDatabase } from '../../test/own-database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { storeAccepted } from './accepted-message.ts'
import { claimDeliveries, type Claimer } from './claim-deliveries.ts'

const { database } = await ownDatabase()
const portalId = '4242'
const needs = { jobs: { hint: () => undefined } as unknown as Jobs, timelineGather: 0, timelineUpdate: 0 }

const claimedBy = async (more: Partial<Claimer>) => {
  const claimer = { providers: ['x'], room: () => 100, full: [], but: [], ...more }
  return claimDeliveries(database, 100, claimer, { attachments: 0, ladder: 0 }, needs)
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
