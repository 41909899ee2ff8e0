import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ConversationMessage } from '../../contract/conversation.ts'
import { messageWords } from '../../contract/message-words.ts'
import type { Routing } from '../../contract/routing.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

let world: World
const routing: Routing = {
  ladder: [
    { channel: 'imessage' },
    {
      channel: 'sms',
      lineId: 'sms',
      when: { notCapable: true, notDeliveredMinutes: 5, failed: ['undelivered', 'line'] },
    },
    { channel: 'whatsapp', when: { notDeliveredMinutes: 10, failed: ['address', 'undelivered'] } },
  ],
}
const androids = Array.from({ length: 9 }, (_, index) => `+1202555710${index}`)
const nowhere = Array.from({ length: 9 }, (_, index) => `+1202555720${index}`)

beforeAll(async () => {
  world = await createWorld({
    config: { routing },
    // Long enough for a fall on a busy machine: a message that never left and was followed by then is not told.
    pace: { timelineGather: 1_000, sweep: 500 },
    phones: {
      deliverAfter: null,
      without: [...androids, ...nowhere].map((phone) => `imessage/${phone}`).concat(nowhere.map((one) => `sms/${one}`)),
    },
    extraLines: [{ id: 'whatsapp', label: 'Support WhatsApp', channel: 'whatsapp', address: '+15550100004' }],
  })
})
afterAll(() => world.close())
afterEach(() => world.phones.faults.set())

let given = 0
const person = (phone = `+1202555${7300 + given++}`) => world.contact({ mobilephone: phone })
const arrived = (contact: TestContact) =>
  world.phones
    .phone(contact.properties.mobilephone ?? '')
    .messages()
    .filter(({ direction }) => direction === 'to_phone')
const shown = async (contact: TestContact) =>
  (await world.shown(contact)).map(({ channel, status }: ConversationMessage) => `${channel} ${status}`)
const story = async (contact: TestContact, messageId: string) => {
  const answer = await world.card('message-trace', { contact, messageId })
  expect(answer.status).toBe(200)
  return answer.body.events.map(({ text }) => text)
}
/** As if everything so far had happened so many minutes earlier. */
async function later(minutes: number): Promise<void> {
  await world.database.query("update message set created_at = created_at - $1 * interval '1 minute'", [minutes])
  await world.database.query("update task set due_at = instant() where kind = 'fall-back'")
}

test('an address without iMessage gets an SMS at once, and only the SMS is on the timeline', async () => {
  const contact = await person(androids[0])
  const id = await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(async () => expect(await shown(contact)).toEqual(['imessage failed', 'sms sent']))
  expect(arrived(contact).map(({ channel, body }) => `${channel} ${body}`)).toEqual(['sms Hello'])
  const [first, second] = await world.shown(contact)
  expect(first?.followedBy).toEqual({ messageId: second?.id, channel: 'sms' })
  expect(second?.fallbackOf).toEqual({ messageId: id, reason: 'this address cannot get iMessage' })
  expect(await story(contact, id)).toEqual([
    'Accepted for iMessage on Sales iMessage.',
    'Leaving.',
    `Failed: ${androids[0]} cannot be reached by iMessage.`,
    'Sent by SMS on Sales SMS instead: this address cannot get iMessage.',
    'Accepted for SMS on Sales SMS.',
    'Leaving.',
    'Sent.',
  ])
  const { lines } = (await world.card('conversation', { contact })).body
  expect(lines.find((line) => line.id === 'imessage')?.note).toBe(`${androids[0]} cannot be reached by iMessage.`)
  await until(() => expect(world.timeline(contact)).toHaveLength(1))
  expect(world.timeline(contact)[0]).toContain('Sent instead of iMessage: This address cannot get iMessage.')
})

test('what the provider said of an address is remembered: it is asked once', async () => {
  const contact = await person(androids[1])
  await world.accepted(contact, 'One', { line: 'imessage' })
  await until(() => expect(arrived(contact)).toHaveLength(1))
  world.phones.faults.set({ mode: 'error', on: 'read' })
  await world.accepted(contact, 'Two', { line: 'imessage' })
  await until(() =>
    expect(arrived(contact).map(({ channel, body }) => `${channel} ${body}`)).toEqual(['sms One', 'sms Two']),
  )
})

test('a question that nobody answers decides nothing: the message goes the way it was meant to', async () => {
  const contact = await person()
  world.phones.faults.set({ mode: 'error', on: 'read' })
  await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(() => expect(arrived(contact).map(({ channel }) => channel)).toEqual(['imessage']))
})

test('each step passes to the next where it cannot be taken or fails, and the story tells all of it', async () => {
  const contact = await person(nowhere[0])
  const id = await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(async () => expect(await shown(contact)).toEqual(['imessage failed', 'sms failed', 'whatsapp sent']))
  expect(arrived(contact).map(({ channel }) => channel)).toEqual(['whatsapp'])
  expect((await story(contact, id)).join('\n')).toMatch(
    /by SMS on Sales SMS instead[^]*by WhatsApp on Support WhatsApp instead/,
  )
})

test('what is not delivered in time goes another way; delivered after all, it is said to be late', async () => {
  const contact = await person()
  await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(async () => expect(await shown(contact)).toEqual(['imessage sent']))
  await later(6)
  await until(async () => expect(await shown(contact)).toEqual(['imessage sent', 'sms sent']))
  expect((await world.shown(contact))[1]?.fallbackOf?.reason).toBe('not delivered by iMessage within 6 minutes')
  world.phones.deliver(arrived(contact)[0]!.id)
  await until(async () => expect(await shown(contact)).toEqual(['imessage delivered', 'sms sent']))
  const late = 'Delivered late, after it was also sent by SMS: this person has it twice.'
  await until(() => expect(world.timeline(contact).join()).toContain(late))
})

test('what is delivered in time stays on its channel', async () => {
  const contact = await person()
  await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(() => expect(arrived(contact)).toHaveLength(1))
  world.phones.deliver(arrived(contact)[0]!.id)
  await until(async () => expect(await shown(contact)).toEqual(['imessage delivered']))
  await later(30)
  await until(async () => expect(await world.database.query("select 1 from task where kind = 'fall-back'")).toEqual([]))
  expect(arrived(contact)).toHaveLength(1)
})

test('a ladder goes on to its end by the clock, one step at a time', async () => {
  const contact = await person()
  await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(async () => expect(await shown(contact)).toEqual(['imessage sent']))
  await later(6)
  await until(async () => expect(await shown(contact)).toEqual(['imessage sent', 'sms sent']))
  await later(11)
  await until(async () => expect(await shown(contact)).toEqual(['imessage sent', 'sms sent', 'whatsapp sent']))
})

test('whoever opts out by another channel is not written to another way, and the story says so', async () => {
  const contact = await person()
  const id = await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(async () => expect(await shown(contact)).toContain('imessage sent'))
  world.phones.write({ from: contact.properties.mobilephone!, to: '+15550100001', body: 'STOP', channel: 'sms' })
  await until(async () => expect(await shown(contact)).toContain('sms delivered'))
  await later(11)
  const told = 'The contact opted out of iMessage, so this is not sent another way.'
  await until(async () => expect((await story(contact, id)).at(-1)).toBe(told))
  await later(60)
  expect((await shown(contact)).toSorted()).toEqual(['imessage sent', 'sms delivered'])
  expect(arrived(contact).filter(({ body }) => body === 'Hello')).toHaveLength(1)
})

test('whoever opts out of the channel that a message left by is not written to another way', async () => {
  const contact = await person()
  const id = await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(() => expect(arrived(contact)).toHaveLength(1))
  world.phones.write({ from: contact.properties.mobilephone!, to: '+15550100002', body: 'STOP', channel: 'imessage' })
  await until(async () => expect(await shown(contact)).toContain('imessage delivered'))
  await later(6)
  const told = 'The contact opted out of iMessage, so this is not sent another way.'
  await until(async () => expect((await story(contact, id)).at(-1)).toBe(told))
  expect(arrived(contact)).toHaveLength(1)
})

test('whoever opted out of the first channel is not written to another way because its line is paused', async () => {
  const byWorkflow = async ({ id, properties }: TestContact) => {
    const { body } = await world.workflow({
      callbackId: `ap-${randomUUID()}`,
      origin: { portalId: 4242, actionDefinitionId: 1 },
      object: { objectId: Number(id), objectType: 'CONTACT', properties },
      inputFields: { message: 'Hello' },
    })
    return body.outputFields
  }
  const [silent, other] = [await person(), await person()]
  world.phones.write({ from: silent.properties.mobilephone!, to: '+15550100002', body: 'STOP', channel: 'imessage' })
  await until(async () => expect(await byWorkflow(silent)).toMatchObject({ error_code: 'opted_out' }))
  const before = arrived(silent)
  await world.database.query("update line set state = 'paused' where id = 'imessage'")
  await until(async () => {
    await byWorkflow(other)
    expect((await shown(other)).at(-1)).toMatch(/^sms/)
  })
  expect(await byWorkflow(silent)).toMatchObject({ error_code: 'opted_out' })
  expect(arrived(silent)).toEqual(before)
  await world.database.query("update line set state = 'active' where id = 'imessage'")
})

test('a message that waits for its line when its time is up is not sent twice later', async () => {
  const contact = await person()
  await world.database.query("update line set state = 'paused' where id = 'imessage'")
  await world.accepted(contact, 'Hello', { line: 'imessage' })
  const [waiting] = await world.shown(contact)
  if (!waiting) throw new Error('nothing is shown')
  const dueAt = new Date(Date.parse(waiting.at) + 5 * 60_000).toISOString()
  expect(messageWords(waiting, (at) => (at === dueAt ? 'five past' : 'then')).sentences).toEqual([
    'Its line has been paused since then. It leaves by itself when the line is resumed.',
    'If it has not left by five past, it goes by SMS instead, where that is possible.',
  ])
  await later(6)
  await until(async () => expect(await shown(contact)).toEqual(['imessage cancelled', 'sms sent']))
  await world.database.query("update line set state = 'active' where id = 'imessage'")
  await world.accepted(contact, 'Next', { line: 'imessage' })
  await until(() =>
    expect(arrived(contact).map(({ channel, body }) => `${channel} ${body}`)).toEqual(['sms Hello', 'imessage Next']),
  )
})

test('the same fall asked for many times makes one message', async () => {
  const contact = await person()
  const id = await world.accepted(contact, 'Hello', { line: 'imessage' })
  await until(async () => expect(await shown(contact)).toEqual(['imessage sent']))
  await later(6)
  const again = () =>
    world.database.query(
      `insert into task (portal_id, kind, key, data, due_at) values ($1, 'fall-back', $2, $3, instant())
       on conflict (portal_id, kind, key) do update set version = task.version + 1, due_at = instant()`,
      ['4242', id, { failure: 'not_delivered' }],
    )
  for (let times = 0; times < 20; times += 1) await again()
  await until(async () => expect(await shown(contact)).toEqual(['imessage sent', 'sms sent']))
  await again()
  await until(async () => expect(await world.database.query('select 1 from task where key = $1', [id])).toEqual([]))
  expect(arrived(contact)).toHaveLength(2)
})
