import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
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

let people = 0
const person = (mobilephone = `+1202557${String((people += 1)).padStart(4, '0')}`): Promise<TestContact> =>
  world.contact({ firstname: 'Ada', mobilephone })
const phone = (contact: TestContact) => contact.properties.mobilephone ?? ''
const got = (contact: TestContact) =>
  world.phones
    .phone(phone(contact))
    .messages()
    .map(({ body }) => body)

const at = (milliseconds: number) => ({ occurredAt: Date.now() + milliseconds })
const merged = (from: TestContact[], into: TestContact, more = {}) =>
  webhooks.event('contact.merge', into.id, {
    ...{ primaryObjectId: Number(from[0]?.id), newObjectId: Number(into.id) },
    ...{ mergedObjectIds: from.map(({ id }) => Number(id)), ...more },
  })
/** Tells it, and waits until all of it is worked off. */
async function tell(...told: ReturnType<Webhooks['event']>[]): Promise<void> {
  for (const { status, text } of await webhooks.post(told)) expect(status, text).toBe(200)
  await until(async () =>
    expect(await world.database.query('select id from hubspot_event where done_at is null')).toEqual([]),
  )
}
/** Nothing is under way that has to do with these. */
const quiet = () =>
  until(async () =>
    expect(
      await world.database.query(
        "select kind from task where kind in ('auto-send', 'ask-contact') or due_at < instant() + interval '10 seconds'",
      ),
    ).toEqual([]),
  )

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
