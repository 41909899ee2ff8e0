import { expect, test } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import { newId } from '../id.ts'
import { putOff } from '../waiting/put-off.ts'
import { holdDue, leaveToHubSpot, settleReceived, storeReceived } from './inbox.ts'
import { removeRaw } from './remove-raw.ts'

const { database } = await ownDatabase()
const all = { limit: 10, bytes: 1_000, but: [] }

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
  const { items: open } = await database.forPortal('4242').transaction((tx) => holdDue(tx, all))
  expect(open.map(({ received }) => Buffer.from(received.body).toString()).toSorted()).toEqual(['one', 'two'])
})

async function stored(): Promise<string> {
  const id = newId()
  const received = { origin: 'webhook' as const, headers: {}, body: Buffer.from('words') }
  await storeReceived(database, [{ portalId: '4243', id, lineId: 'sms', received, named: null }])
  return id
}
const portal = database.forPortal('4243')
const due = () => portal.transaction(async (tx) => (await holdDue(tx, all)).items.map(({ id }) => id))

test('what is worked off at once is written once, with its bytes', async () => {
  const id = await stored()
  await portal.transaction(async (tx) => {
    expect((await holdDue(tx, all)).items.map((item) => item.id)).toEqual([id])
    await settleReceived(tx, [id], [id])
  })
  expect(await due()).toEqual([])
  // Nobody has changed or locked it since.
  expect(await database.query('select xmax::text from inbox where id = $1', [id])).toEqual([{ xmax: '0' }])
})

test('what is put off or left to HubSpot waits for that, and is open until it is settled', async () => {
  const [later, asking] = [await stored(), await stored()]
  await putOff(portal, 'inbox', [
    { id: later, parked: false, delay: 3_600_000, tries: 1, backoff: 1_000, trouble: 'no answer', hindrance: null },
  ])
  await leaveToHubSpot(portal, [asking])
  expect(await due()).toEqual([])
  const open = () => database.query('select id, asks, trouble from inbox where done_at is null order by asks')
  expect(await open()).toEqual([
    { id: later, asks: false, trouble: 'no answer' },
    { id: asking, asks: true, trouble: null },
  ])
  await portal.query('update inbox set due_at = instant() where id = $1', [later])
  expect(await due()).toEqual([later])
  // A relay of the version before works off what waits, too, and knows when it came by this header alone.
  const when = await database.query<{ said: string | null; received_at: Date }>(
    `select headers ->> 'homing-received' as said, received_at from inbox where done_at is null`,
  )
  expect(when.map(({ said }) => said)).toEqual(when.map(({ received_at: at }) => at.toISOString()))
  await settleReceived(portal, [later, asking], [later, asking])
  expect(await open()).toEqual([])
  // What is over stays so.
  await leaveToHubSpot(portal, [asking])
  expect(await open()).toEqual([])
})

test('what is said to be open of deliveries that are gone is taken away, and hides none of the others', async () => {
  await portal.query(
    `insert into inbox_fresh (portal_id, inbox_id)
     select 4243, ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid from generate_series(1, 25) n`,
  )
  const id = await stored()
  const found: string[] = []
  for (let turns = 1, more = true; more; turns += 1) {
    expect(turns).toBeLessThan(5)
    const held = await portal.transaction(async (tx) => {
      const { items, more } = await holdDue(tx, { ...all, but: found })
      return { ids: items.map((item) => item.id), more }
    })
    found.push(...held.ids)
    more = held.more
  }
  expect(found).toEqual([id])
  expect(await portal.query('select inbox_id from inbox_fresh')).toEqual([{ inbox_id: id }])
  await settleReceived(portal, [id], [id])
})

test('what nobody has worked off is not removed, however long ago it came', async () => {
  const id = await stored()
  const before = new Date(Date.now() + 60_000)
  const after = '00000000-0000-0000-0000-000000000000'
  const remove = () => portal.transaction((tx) => removeRaw(tx, { before, after, most: 100 }))
  await remove()
  expect(await due()).toEqual([id])
  await settleReceived(portal, [id], [id])
  expect((await remove()).removed).toBe(1)
})
