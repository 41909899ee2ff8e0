import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Routing } from '../../contract/routing.ts'
import { impatientFetch } from '../impatient-fetch.ts'
import { onceTo } from '../once-to.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

let world: World
const routing: Routing = {
  ladder: [
    { channel: 'imessage' },
    { channel: 'sms', lineId: 'sms', when: { notDeliveredMinutes: 2, failed: ['line'] } },
  ],
}
beforeAll(async () => {
  world = await createWorld({
    config: { routing },
    phones: { deliverAfter: null },
    parts: { fetch: impatientFetch },
    pace: { letPass: 2_000, sweep: 500 },
    extraLines: [{ id: 'old', label: 'Old iMessage', channel: 'imessage', address: '+15550100009' }],
  })
})
afterAll(() => world.close())
afterEach(async () => {
  world.phones.faults.set()
  await world.database.query("update line set state = 'active' where state = 'paused'")
})

let given = 0
const person = () => world.contact({ mobilephone: `+1202555${8300 + given++}` })
const shown = async (contact: TestContact) =>
  (await world.shown(contact)).map(({ body, channel, status }) => `${body} ${channel} ${status}`)
const arrived = (contact: TestContact) =>
  world.phones
    .phone(contact.properties.mobilephone ?? '')
    .messages()
    .filter(({ direction }) => direction === 'to_phone')
const story = async (contact: TestContact, messageId: string) =>
  (await world.card('message-trace', { contact, messageId })).body.events.map(({ kind }) => kind)
const pause = (lineId: string) => world.database.query("update line set state = 'paused' where id = $1", [lineId])
/** As if a timer of this message had run out, if it has one. */
const timeIsUp = (messageId: string) =>
  world.database.query("update task set due_at = instant() where kind = 'fall-back' and key = $1", [messageId])
const tasksOf = (messageId: string) => world.database.query('select kind from task where key = $1', [messageId])

test('what its provider has reported delivered is not sent again, although it was thought unsent and waited for its line', async () => {
  const contact = await person()
  // It was delivered, but the provider forgets so when it is asked.
  world.phones.faults.set({ mode: 'reset', delivered: true, ...onceTo(contact) })
  const id = await world.accepted(contact, 'Once')
  await until(() => expect(world.phones.received(id)).toBe(1))
  await pause('sms')
  await world.database.query(
    `update delivery set state = 'due', waits = null where message_id = $1 and state in ('unknown', 'done')`,
    [id],
  )
  await world.database.query("update message set status = 'queued' where id = $1", [id])
  world.phones.deliver(arrived(contact)[0]?.id ?? '')
  await until(async () => expect(await shown(contact)).toEqual(['Once sms delivered']))
  await world.database.query("update line set state = 'active' where id = 'sms'")
  await world.accepted(contact, 'Next')
  await until(async () => expect(await shown(contact)).toEqual(['Once sms delivered', 'Next sms sent']))
  expect(world.phones.received(id)).toBe(1)
})

test('what a person settled as not sent and sent again goes down its ladder no more', async () => {
  const contact = await person()
  world.phones.faults.set({ mode: 'hang', ...onceTo(contact) })
  await world.database.query("update task set due_at = 'infinity' where kind = 'reconcile-delivery'")
  const id = await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(async () => {
    // Nobody asks the provider, so that a person may be quicker.
    await world.database.query("update task set due_at = 'infinity' where kind = 'reconcile-delivery'")
    expect(await shown(contact)).toEqual(['Hello imessage unknown'])
  })
  const settled = await world.card('settle-message', { contact, messageId: id, outcome: 'not_sent' })
  expect(settled.status).toBe(200)
  expect((await tasksOf(id)).filter(({ kind }) => kind === 'fall-back')).toEqual([])
  const again = { contact, idempotencyKey: randomUUID(), lineId: 'imessage', body: 'Hello', retryOf: id }
  expect((await world.card('send-message', again)).status).toBe(200)
  await timeIsUp(id)
  await until(async () => expect(await shown(contact)).toEqual(['Hello imessage failed', 'Hello imessage sent']))
  expect(await story(contact, id)).toEqual(['accepted', 'sending', 'unknown', 'settled', 'resent'])
  expect(arrived(contact)).toHaveLength(1)
})

test('what has left meanwhile is not sent again, and nothing is stored of the wish', async () => {
  const contact = await person()
  const id = await world.accepted(contact, 'Hello')
  await until(async () => expect(await shown(contact)).toEqual(['Hello sms sent']))
  const before = await world.stored()
  const again = { contact, idempotencyKey: randomUUID(), lineId: 'sms', body: 'Hello', retryOf: id }
  const answer = await world.card('send-message', again)
  expect({ status: answer.status, code: answer.problem.code }).toEqual({ status: 409, code: 'not_failed' })
  expect(await world.stored()).toEqual(before)
})

test('after a provider that asks to come later a conversation arrives in the order in which it was written', async () => {
  const contact = await person()
  world.phones.faults.set({ mode: 'throttle', retryAfter: 1, ...onceTo(contact) })
  for (const body of ['One', 'Two', 'Three']) await world.accepted(contact, body)
  await until(async () => expect(await shown(contact)).toEqual(['One sms sent', 'Two sms sent', 'Three sms sent']))
  expect(arrived(contact).map(({ body }) => body)).toEqual(['One', 'Two', 'Three'])
  expect((await world.shown(contact)).map(({ problem }) => problem)).toEqual([null, null, null])
})

test('a doubt that nobody settles holds its conversation up for a while, then lets it pass, and the story says so', async () => {
  const contact = await person()
  world.phones.faults.set({ mode: 'hang', ...onceTo(contact) })
  const doubt = await world.accepted(contact, 'Perhaps', { line: 'blind' })
  await until(async () => expect(await shown(contact)).toEqual(['Perhaps sms unknown']))
  await world.accepted(contact, 'Surely', { line: 'blind' })
  await until(async () => {
    const [, later] = await world.shown(contact)
    expect(later?.waits).toMatchObject({ reason: 'order', behind: doubt })
  })
  await until(async () => expect(await shown(contact)).toEqual(['Perhaps sms unknown', 'Surely sms sent']))
  expect(await story(contact, doubt)).toEqual(['accepted', 'sending', 'unknown', 'let_pass'])
})

test('what waits on a line that is configured no more goes another way where it may, and is never just "queued"', async () => {
  const contact = await person()
  await pause('old')
  const id = await world.accepted(contact, 'Hello', { line: 'old' })
  await world.database.query("update line set state = 'retired' where id = 'old'")
  await until(async () => expect(await shown(contact)).toEqual(['Hello imessage cancelled', 'Hello sms sent']))
  expect(await story(contact, id)).toContain('stranded')
  expect(arrived(contact)).toHaveLength(1)
})
