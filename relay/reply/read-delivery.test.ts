import { expect, test } from 'vitest'
import { ownDatabase } from '../../test/own-database.ts'
import { Invalid, Temporary } from '../errors.ts'
import type { InboxItem } from '../store/inbox/inbox.ts'
import { carrierOf } from './read-delivery.ts'

const { database } = await ownDatabase()
const portalId = '4242'

test('a delivery of a line that another relay has is left to it; one of a line that nobody has is parked', async () => {
  await database.query(
    `insert into line (portal_id, id, provider, channel, address, in_flight, gap, state)
     values ($1, 'new', 'x', 'sms', 'x', 1, 0, 'active'), ($1, 'gone', 'x', 'sms', 'y', 1, 0, 'retired')`,
    [portalId],
  )
  const read = (lineId: string) => {
    const item = { portalId, lineId } as InboxItem
    return carrierOf(database.forPortal(portalId), item, { list: () => [], find: () => null }).catch(
      (error: unknown) => error,
    )
  }
  const elsewhere = await read('new')
  expect(elsewhere).toBeInstanceOf(Temporary)
  expect(elsewhere).toMatchObject({ code: 'line_elsewhere', hindrance: 'line:new' })
  const gone = await read('gone')
  expect(gone).toBeInstanceOf(Invalid)
  expect(gone).toMatchObject({ code: 'unknown_line', hindrance: 'line:gone' })
})
