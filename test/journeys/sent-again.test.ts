import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { impatientFetch } from '../impatient-fetch.ts'
import { onceTo } from '../once-to.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({
    config: { routing: { ladder: [{ channel: 'sms' }, { channel: 'whatsapp', when: { notDeliveredMinutes: 5 } }] } },
    extraLines: [{ id: 'whatsapp', label: 'Support WhatsApp', channel: 'whatsapp', address: '+15550100004' }],
    parts: { fetch: impatientFetch },
    pace: { sweep: 500 },
  })
})
afterAll(() => world.close())
afterEach(() => world.phones.faults.set())

let given = 0
const person = () => world.contact({ mobilephone: `+1202555${8800 + given++}` })
const onPhone = (contact: TestContact) =>
  world.phones
    .phone(contact.properties.mobilephone ?? '')
    .messages()
    .map(({ channel, body }) => `${channel} ${body}`)
const statuses = async (contact: TestContact) => (await world.shown(contact)).map(({ status }) => status)
/** As the card does when a rep clicks Retry. */
const again = (contact: TestContact, retryOf: string, idempotencyKey = `again.${retryOf}`) =>
  world.card('send-message', { contact, idempotencyKey, lineId: 'sms', body: 'Hello', retryOf })

/** As if everything so far had happened six minutes earlier, and whoever looks at the clock had looked. */
async function sixMinutesLater(): Promise<void> {
  await world.database.query("update message set created_at = created_at - interval '6 minutes'")
  await world.database.query("update task set due_at = instant() where kind = 'fall-back'")
  await until(async () => {
    const [row] = await world.database.query<{ open: number }>(
      "select count(*)::int as open from task where kind = 'fall-back'",
    )
    expect(row?.open).toBe(0)
  })
}
async function refused(): Promise<{ contact: TestContact; messageId: string }> {
  const contact = await person()
  world.phones.faults.set({ mode: 'refuse', ...onceTo(contact) })
  const messageId = await world.accepted(contact, 'Hello')
  await until(async () => expect(await statuses(contact)).toEqual(['failed']))
  return { contact, messageId }
}

/** A rep said of a doubt that it was not sent. */
async function settledNotSent(): Promise<{ contact: TestContact; messageId: string }> {
  const contact = await person()
  world.phones.faults.set({ mode: 'hang', ...onceTo(contact) })
  const messageId = await world.accepted(contact, 'Hello', { line: 'blind' })
  await until(async () => expect(await statuses(contact)).toEqual(['unknown']))
  await world.card('settle-message', { contact, messageId, outcome: 'not_sent' })
  return { contact, messageId }
}

test('what failed and was sent again does not go another way later, so nobody gets the same words twice', async () => {
  const { contact, messageId } = await refused()
  expect((await again(contact, messageId)).body).toMatchObject({ duplicate: false })
  await until(async () => expect(await statuses(contact)).toEqual(['failed', 'delivered']))
  await sixMinutesLater()
  expect(onPhone(contact)).toEqual(['sms Hello'])
  expect((await world.shown(contact))[0]).toMatchObject({ status: 'failed', followedBy: null })
  const trace = await world.card('message-trace', { contact, messageId })
  expect(trace.body.events.at(-1)?.text).toBe('Sent again as a new message.')
})

test('what a rep said was not sent, and sent again, does not either', async () => {
  const { contact, messageId } = await settledNotSent()
  await again(contact, messageId)
  await until(async () => expect(await statuses(contact)).toEqual(['failed', 'delivered']))
  await sixMinutesLater()
  expect(onPhone(contact)).toEqual(['sms Hello'])
})

test('asking twice for the same sends once', async () => {
  const { contact, messageId } = await refused()
  const [one, other] = await Promise.all([again(contact, messageId), again(contact, messageId)])
  expect([one.body.duplicate, other.body.duplicate].toSorted()).toEqual([false, true])
  expect(one.body.messageId).toBe(other.body.messageId)
  await until(() => expect(onPhone(contact)).toEqual(['sms Hello']))
})

test('what was sent again is not offered for that once more, and is not sent a third time', async () => {
  const { contact, messageId } = await settledNotSent()
  const retryable = async () => (await world.shown(contact))[0]?.problem?.retryable
  expect(await retryable()).toBe(true)
  await again(contact, messageId)
  await until(async () => expect(await statuses(contact)).toEqual(['failed', 'delivered']))
  expect(await retryable()).toBe(false)
  const answers = await Promise.all([1, 2].map(() => again(contact, messageId, randomUUID())))
  for (const { problem } of answers) expect(problem).toMatchObject({ status: 409, code: 'sent_again' })
  expect(await statuses(contact)).toEqual(['failed', 'delivered'])
})

test('only what failed, and of this contact, is sent again as that; a refusal stores nothing', async () => {
  const { messageId: foreign } = await refused()
  const contact = await person()
  const delivered = await world.accepted(contact, 'Hello')
  await until(async () => expect(await statuses(contact)).toEqual(['delivered']))
  for (const retryOf of [foreign, delivered, randomUUID()]) {
    expect((await again(contact, retryOf, randomUUID())).problem).toMatchObject({ status: 409, code: 'not_failed' })
  }
  expect(await statuses(contact)).toEqual(['delivered'])
})
