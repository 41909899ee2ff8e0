import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
import { standingDesk } from '../standing-desk.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type TestContact, type World } from '../world.ts'

const welcome = 'Welcome! Reply STOP to end this.'

let world: World
let webhooks: Webhooks
beforeAll(async () => {
  world = await createWorld({
    config: { routing: { autoSend: { lineId: 'sms', message: welcome } } },
    pace: { timelineDoubt: 500 },
  })
  const targetUrl = `${world.url}/webhooks/hubspot`
  webhooks = createWebhooks({ portalId: Number(portalId), clientSecret, targetUrl })
})
afterAll(() => world.close())

const { person, phone, got, at, merged, tell, quiet } = standingDesk(() => ({ world, webhooks }))

const born = (contact: TestContact) => webhooks.event('contact.creation', contact.id)

async function welcomed(): Promise<TestContact> {
  const contact = await person()
  await tell(born(contact))
  await until(() => expect(got(contact)).toEqual([welcome]))
  return contact
}

test.each([
  ['merge first, in one batch', (merge: object, creation: object) => [[merge, creation]]],
  ['creation first, in one batch', (merge: object, creation: object) => [[creation, merge]]],
  ['merge first, in two batches', (merge: object, creation: object) => [[merge], [creation]]],
  ['creation first, in two batches', (merge: object, creation: object) => [[creation], [merge]]],
])('a welcome goes out once, although a merge makes a new contact: %s', async (_how, batchesOf) => {
  const one = await welcomed()
  const other = await person()
  const made = await person(phone(one))
  for (const batch of batchesOf(merged([one, other], made), born(made))) {
    await tell(...(batch as ReturnType<Webhooks['event']>[]))
    await quiet()
  }
  expect(got(made)).toEqual([welcome])
  expect(got(other)).toEqual([])
})

test('a welcome goes to nobody who came of a merge, as HubSpot itself has it', async () => {
  const [made, other] = [await person(), await person()]
  world.hubspot.mergeContacts(Number(portalId), made.id, other.id)
  await tell(born(made))
  await quiet()
  expect(got(made)).toEqual([])
})

test('a welcome that waits while its contact is merged goes to whom it became, once', async () => {
  const [one, other, stays] = [await person(), await person(), await person()]
  await tell(merged([one, other], stays), born(one), born(other))
  await until(() => expect(got(stays)).toEqual([welcome]))
  await quiet()
  expect([got(stays), got(one), got(other)]).toEqual([[welcome], [], []])
})

test('a welcome goes to nobody who was deleted by then', async () => {
  const contact = await person()
  await tell(webhooks.event('object.deletion', contact.id, at(-1_000)), born(contact))
  await quiet()
  expect(got(contact)).toEqual([])
})
