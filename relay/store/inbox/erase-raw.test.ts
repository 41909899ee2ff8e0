import { expect, test } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import { eraseRaw, findRaw } from './erase-raw.ts'
import { newId } from '../id.ts'
import { settleReceived, storeReceived, type Named } from './inbox.ts'
import { removeRaw } from './remove-raw.ts'

const { database } = await ownDatabase()
const portal = database.forPortal('4242')

async function stored(named: Named | null, body = 'words'): Promise<string> {
  const id = newId()
  const received = { origin: 'webhook' as const, headers: {}, body: Buffer.from(body) }
  await storeReceived(database, [{ portalId: '4242', id, lineId: 'sms', received, named }])
  return id
}
const found = async (names: string[], messages: Parameters<typeof findRaw>[1]['messages'] = []) =>
  (await findRaw(portal, { names, messages, mostWait: 60_000 })).map(({ id }) => id).toSorted()

test('deliveries are found by whoever stands in them, alone or among others, and by their messages', async () => {
  const message = { id: newId(), line_id: 'sms', provider_id: '17' }
  const alone = await stored({ names: ['Ada@Example.com'], ids: [] })
  const among = await stored({ names: ['+12025550143', 'ada@example.com'], ids: ['sms/18', 'sms/19'] })
  const ofMessage = await stored({ names: [], ids: ['sms/17'] })
  const byReference = await stored({ names: ['+12025550999'], ids: [message.id] })
  // The same short id of another line is another message.
  await stored({ names: [], ids: ['other/17'] })
  await stored({ names: ['+12025550144'], ids: [] })
  const unknown = await stored(null, '{"to":"ADA@example.com"}')
  expect(await found(['ada@example.com'])).toEqual([alone, among, unknown].toSorted())
  expect(await found(['+12025550143'])).toEqual([among])
  expect(await found([], [message])).toEqual([ofMessage, byReference].toSorted())

  await eraseRaw(portal, [alone, among, unknown], 'erased')
  expect(await found(['ada@example.com', '+12025550143'])).toEqual([])
  expect(await database.query('select 1 from inbox_about where inbox_id = $1', [among])).toEqual([])
  const fresh = await database.query<{ inbox_id: string }>('select inbox_id from inbox_fresh')
  expect(fresh.filter(({ inbox_id: id }) => [alone, among, unknown].includes(id))).toEqual([])
})

test('what a delivery is about goes with it', async () => {
  const id = await stored({ names: ['+12025550145', '+12025550146'], ids: [] })
  await settleReceived(portal, [id], [id])
  const before = new Date(Date.now() + 60_000)
  await portal.transaction((tx) => removeRaw(tx, { before, after: '00000000-0000-0000-0000-000000000000', most: 100 }))
  expect(await database.query('select 1 from inbox_about where inbox_id = $1', [id])).toEqual([])
})
