import { expect, test } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import { newId } from '../id.ts'
import { holdDue, storeReceived } from './inbox.ts'

const { database } = await ownDatabase()

test('a delivery that is stored again, because the answer of the first time was lost, is there once', async () => {
  const item = (body: string) => ({
    portalId: '4242',
    id: newId(),
    lineId: 'sms',
    received: { origin: 'webhook' as const, headers: { 'webhook-id': '1' }, body: Buffer.from(body) },
    named: null,
  })
  const [one, two] = [item('one'), item('two')]
  await storeReceived(database, [one, two])
  await storeReceived(database, [one])
  const all = { limit: 10, bytes: 1_000, but: [] }
  const { items: open } = await database.forPortal('4242').transaction((tx) => holdDue(tx, all))
  expect(open.map(({ received }) => Buffer.from(received.body).toString()).toSorted()).toEqual(['one', 'two'])
})
