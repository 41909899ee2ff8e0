import { expect, test } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { openDatabase } from './database.ts'
import { newId } from './id.ts'
import { readOpen, storeReceived } from './inbox.ts'

test('a delivery that is stored again, because the answer of the first time was lost, is there once', async () => {
  const own = await createTestDatabase()
  const database = openDatabase({ url: own.url, onError: () => undefined })
  const item = (body: string) => ({
    portalId: '4242',
    id: newId(),
    lineId: 'sms',
    received: { origin: 'webhook' as const, headers: { 'webhook-id': '1' }, body: Buffer.from(body) },
    at: new Date(),
  })
  const [one, two] = [item('one'), item('two')]
  await storeReceived(database, [one, two])
  await storeReceived(database, [one])
  const open = await readOpen(database.forPortal('4242'), [one.id, two.id])
  expect(open.map(({ received }) => Buffer.from(received.body).toString()).toSorted()).toEqual(['one', 'two'])
  await database.close()
  await own.drop()
})
