import { expect, test } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import { newId } from '../id.ts'
import { resumeDeliveries } from './resume-deliveries.ts'

const { database } = await ownDatabase()
const portalId = '4242'

test('what another relay parked for a line that is in use goes on, and nothing for one that is not', async () => {
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap, state)
     values ($1, 'ours', 'x', 'sms', 'x', 1, 0, 'active'), ($1, 'theirs', 'y', 'sms', 'y', 1, 0, 'active'),
            ($1, 'gone', 'x', 'sms', 'z', 1, 0, 'retired')`,
    [portalId],
  )
  for (const lineId of ['ours', 'theirs', 'gone']) {
    await database.query(
      `insert into inbox (portal_id, id, line_id, origin, headers, body, received_at, trouble, parked, parked_at, hindrance)
       values ($1, $2, $3, 'webhook', '{}', '', instant(), 'why', 'why', instant(), 'line:' || $3)`,
      [portalId, newId(), lineId],
    )
  }
  expect(await resumeDeliveries(database, ['x'])).toEqual([portalId])
  expect(await database.query('select line_id, parked, hindrance from inbox order by line_id')).toEqual([
    { line_id: 'gone', parked: 'why', hindrance: 'line:gone' },
    { line_id: 'ours', parked: null, hindrance: null },
    { line_id: 'theirs', parked: 'why', hindrance: 'line:theirs' },
  ])
  expect(await resumeDeliveries(database, ['x'])).toEqual([])
})
