import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Blame } from '../../relay/errors.ts'
import { createTellingWorld, type TellingWorld } from '../telling-world.ts'
import { until } from '../until.ts'
import type { TestContact } from '../world.ts'
import { openInbox } from '../../workbench/open-inbox.ts'

let world: TellingWorld
beforeAll(async () => {
  world = await createTellingWorld({
    phones: { deliverAfter: null },
    extraLines: [
      { id: 'capped', label: 'Capped SMS', channel: 'sms', address: '+15550100006' },
      { id: 'blamed', label: 'Blamed SMS', channel: 'sms', address: '+15550100007' },
    ],
  })
})
afterAll(() => world.close())

let given = 0
const person = () => world.contact({ mobilephone: `+1202555${8400 + given++}` })
const last = async (contact: TestContact) => (await world.shown(contact)).at(-1)
const onPhone = (contact: TestContact) => world.phones.phone(contact.properties.mobilephone!).messages()

async function sent(contact: TestContact, line = 'sms') {
  const id = await world.accepted(contact, 'Hello', { line })
  await until(async () => expect((await last(contact))?.status).toBe('sent'))
  return { id, providerId: await world.providerId(id) }
}

const tell = (providerId: string, status: string, line = 'sms', at = new Date()) =>
  world.tell([{ kind: 'status', providerId, status: status as 'sent', at }], line)
const notNow = (
  providerId: string,
  after: number | null,
  line = 'sms',
  more: { code?: string; blame?: Blame } = {},
) => {
  const error = { code: 'provider_throttled', detail: 'Not today.', notNow: { after }, ...more }
  return world.tell([{ kind: 'status', providerId, status: 'undelivered', at: new Date(), error }], line)
}

test('what the provider had taken and puts off waits, leaves again by itself, and is told as that', async () => {
  const contact = await person()
  const { id, providerId } = await sent(contact)
  await notNow(providerId, 60_000)
  await until(async () => expect(await last(contact)).toMatchObject({ status: 'queued', waits: { reason: 'retry' } }))
  expect((await last(contact))?.problem).toMatchObject({
    code: 'provider_throttled',
    detail: 'Not today.',
    retryable: true,
  })
  // Told twice, late or out of order it changes nothing.
  await notNow(providerId, 1)
  await tell(providerId, 'sent')
  await tell(providerId, 'failed')
  await until(async () => expect(await world.database.query(`select 1 from ${openInbox} i`)).toEqual([]))
  expect(await last(contact)).toMatchObject({ status: 'queued', attempts: 1 })
  await world.database.query('update delivery set due_at = instant() where message_id = $1', [id])
  await until(async () => expect(await last(contact)).toMatchObject({ status: 'sent', attempts: 2, problem: null }))
  const second = await world.providerId(id)
  expect(second).not.toBe(providerId)
  // Nor does it of the next attempt.
  await notNow(providerId, 1)
  await tell(providerId, 'undelivered')
  await tell(second, 'delivered')
  await until(async () => expect((await last(contact))?.status).toBe('delivered'))
  expect(onPhone(contact)).toHaveLength(2)
  const story = await world.card('message-trace', { contact, messageId: id })
  expect(story.body.events.map(({ text }) => text)).toEqual([
    'Accepted for SMS on Sales SMS.',
    'Leaving.',
    'Sent.',
    'Taken, but put off by the provider: Not today. It is sent again by itself.',
    'Leaving, attempt 2.',
    'Sent.',
    'Delivered.',
  ])
})

test('what was delivered all the same is not sent again', async () => {
  const contact = await person()
  const { id, providerId } = await sent(contact)
  await notNow(providerId, null)
  await until(async () => expect((await last(contact))?.status).toBe('queued'))
  await tell(providerId, 'delivered')
  await until(async () => expect(await last(contact)).toMatchObject({ status: 'delivered', problem: null }))
  await world.database.query('update delivery set due_at = instant() where message_id = $1', [id])
  const other = await sent(await person())
  await tell(other.providerId, 'delivered')
  expect(onPhone(contact)).toHaveLength(1)
})

test('a message that failed is not put off afterwards', async () => {
  const contact = await person()
  const { providerId } = await sent(contact)
  await tell(providerId, 'failed')
  await until(async () => expect((await last(contact))?.status).toBe('failed'))
  await notNow(providerId, 1)
  await until(async () => expect(await world.database.query(`select 1 from ${openInbox} i`)).toEqual([]))
  expect(await last(contact)).toMatchObject({ status: 'failed', attempts: 1 })
})

test('a provider that takes a reference once is not asked again: a rep may send it as a new message', async () => {
  const contact = await person()
  const { providerId } = await sent(contact, 'blind')
  await notNow(providerId, 1, 'blind')
  await until(async () => expect((await last(contact))?.status).toBe('undelivered'))
  expect((await last(contact))?.problem).toMatchObject({ detail: 'Not today.', retryable: true })
  expect(onPhone(contact)).toHaveLength(1)
})

test.each([
  ['capped', { code: 'daily_limit' }],
  ['blamed', { blame: 'line' }],
] as const)(
  'a line (%s) of which nothing more is taken today rests, and the card says until when; others go on',
  async (line, why) => {
    const contact = await person()
    const { providerId } = await sent(contact, line)
    await notNow(providerId, 3_600_000, line, why)
    await until(async () => expect((await last(contact))?.status).toBe('queued'))
    const other = await person()
    await world.accepted(other, 'And I?', { line })
    const message = await last(other)
    expect(message).toMatchObject({ status: 'queued', waits: { reason: 'line_rests' } })
    expect(Date.parse(message!.waits!.until!) - Date.now()).toBeGreaterThan(3_000_000)
    await sent(await person())
    expect(await last(other)).toMatchObject({ status: 'queued', attempts: 0 })
    const { lines } = (await world.card('conversation', { contact })).body
    expect(lines.find(({ id }) => id === line)).toMatchObject({ unavailable: null, note: null })
  },
)
