import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWebhooks, type Webhooks } from '../../workbench/hubspot/webhooks.ts'
import { until } from '../until.ts'
import { clientSecret, createWorld, portalId, type TestContact, type World } from '../world.ts'

let world: World
let webhooks: Webhooks
beforeAll(async () => {
  world = await createWorld({
    config: {
      routing: {
        ladder: [{ channel: 'imessage' }, { channel: 'sms', lineId: 'sms', when: { notDeliveredMinutes: 5 } }],
      },
    },
    phones: { deliverAfter: null },
    pace: { timelineGather: 500, sweep: 500 },
  })
  const targetUrl = `${world.url}/webhooks/hubspot`
  webhooks = createWebhooks({ portalId: Number(portalId), clientSecret, targetUrl })
})
afterAll(() => world.close())

let people = 0
const person = () => world.contact({ mobilephone: `+1202558${String((people += 1)).padStart(4, '0')}` })
const phone = (contact: TestContact) => contact.properties.mobilephone ?? ''
const texts = async (contact: TestContact) => (await world.shown(contact)).map(({ body }) => body)
const arrived = (contact: TestContact) =>
  world.phones
    .phone(phone(contact))
    .messages()
    .flatMap(({ direction, channel }) => (direction === 'to_phone' ? [channel] : []))

/** Tells it, and waits until all that was told is worked off. */
async function tell(...told: ReturnType<Webhooks['event']>[]): Promise<void> {
  for (const { status, text } of await webhooks.post(told)) expect(status, text).toBe(200)
  await until(async () =>
    expect(await world.database.query('select id from hubspot_event where done_at is null')).toEqual([]),
  )
}
const merged = (goes: TestContact, stays: TestContact) =>
  webhooks.event('contact.merge', stays.id, {
    newObjectId: Number(stays.id),
    mergedObjectIds: [Number(goes.id)],
  })
/** As if a message's time on its channel were over. */
async function overdue(messageId: string): Promise<void> {
  await world.database.query("update message set created_at = created_at - interval '6 minutes' where id = $1", [
    messageId,
  ])
  await world.database.query("update task set due_at = instant() where kind = 'fall-back' and key = $1", [messageId])
}

test('a ladder goes on for whom its contact became', async () => {
  const [goes, stays] = [await person(), await person()]
  const messageId = await world.accepted(goes, 'Down the ladder', { line: 'imessage' })
  await until(() => expect(arrived(goes)).toEqual(['imessage']))
  await tell(merged(goes, stays))
  await overdue(messageId)
  await until(() => expect(arrived(goes).toSorted()).toEqual(['imessage', 'sms']))
  expect(await texts(stays)).toEqual(['Down the ladder', 'Down the ladder'])
  expect(await texts(goes)).toEqual([])
  await until(() => expect(world.timeline(stays).join()).toContain('Down the ladder'))
  expect(world.timeline(goes)).toEqual([])
})

test('a ladder ends for whom HubSpot has no more, and says so', async () => {
  const contact = await person()
  const messageId = await world.accepted(contact, 'No further', { line: 'imessage' })
  await until(() => expect(arrived(contact)).toEqual(['imessage']))
  await tell(webhooks.event('object.deletion', contact.id))
  await overdue(messageId)
  await until(async () => {
    const { body } = await world.card('message-trace', { contact, messageId })
    expect(body.events.map(({ text }) => text).join('\n')).toContain('the contact was deleted in HubSpot')
  })
  expect(arrived(contact)).toEqual(['imessage'])
})

test('what waits for its line leaves once, and is of whom its contact became', async () => {
  const [goes, stays] = [await person(), await person()]
  await world.database.query("update line set state = 'paused' where id = 'sms'")
  await world.accepted(goes, 'It waits')
  await tell(merged(goes, stays))
  await world.database.query("update line set state = 'active' where id = 'sms'")
  await world.accepted(stays, 'After it')
  await until(() => expect([...arrived(goes), ...arrived(stays)]).toEqual(['sms', 'sms']), 30_000)
  expect(await texts(stays)).toEqual(['It waits', 'After it'])
})

test('replies that come while contacts are merged are all of the one that stays', async () => {
  const pairs = await Promise.all(Array.from({ length: 5 }, async () => [await person(), await person()] as const))
  for (const [goes] of pairs) await world.accepted(goes, 'Hello')
  await until(() => expect(pairs.flatMap(([goes]) => arrived(goes))).toHaveLength(5))
  const write = (from: TestContact, body: string) =>
    world.phones.write({ from: phone(from), to: '+15550100001', body, channel: 'sms' })
  await Promise.all(
    pairs.map(async ([goes, stays]) => {
      write(goes, 'Before')
      world.hubspot.mergeContacts(Number(portalId), stays.id, goes.id)
      const told = webhooks.post([merged(goes, stays)])
      write(goes, 'Meanwhile')
      await told
    }),
  )
  await tell()
  // HubSpot's search has had its time, and what came in that moment is gone over.
  await world.database.query("update conversation set doubted_at = doubted_at - interval '1 minute'")
  await world.database.query("update task set due_at = instant() where kind = 'go-over-contact'")
  await until(async () => {
    for (const [goes, stays] of pairs) {
      expect((await texts(stays)).toSorted()).toEqual(['Before', 'Hello', 'Meanwhile'])
      expect(await texts(goes)).toEqual([])
    }
  }, 15_000)
})
