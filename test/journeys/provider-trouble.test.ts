import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { impatientFetch } from '../impatient-fetch.ts'
import { onceTo } from '../once-to.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({
    // Delivered by hand, so that no status comes to the rescue before the test says so.
    phones: { deliverAfter: null, blocked: ['+12025550499'] },
    parts: { fetch: impatientFetch },
  })
})
afterAll(() => world.close())
afterEach(() => world.phones.faults.set())

const onPhone = (contact: TestContact) => world.phones.phone(contact.properties.mobilephone ?? '').messages()
const statuses = async (contact: TestContact) => (await world.shown(contact)).map(({ status }) => status)

// Each case has a phone of its own, or one would read the other's messages.
let phonesGiven = 0
const nextPhone = () => `+1202555${String(4100 + phonesGiven++)}`

test('a refusal is told in words, on the card and on the timeline, and nothing is tried again', async () => {
  const contact = await world.contact({ mobilephone: '+12025550499' })
  await world.accepted(contact, 'Hello')
  await until(async () => expect(await statuses(contact)).toEqual(['failed']))
  const [message] = await world.shown(contact)
  expect(message?.problem).toMatchObject({ code: 'recipient_refused', retryable: false })
  await until(() =>
    expect(world.timeline(contact).join()).toContain('<p>The phone network does not send to this address.'),
  )
  const attempts = await world.database.query(
    "select 1 from message_event where kind = 'sending' and message_id = $1",
    [message?.id],
  )
  expect(attempts).toHaveLength(1)
})

test('a provider that asks to come later gets every message later, each once', async () => {
  const people = await Promise.all(Array.from({ length: 10 }, () => world.contact({ mobilephone: nextPhone() })))
  world.phones.faults.set({ mode: 'throttle', retryAfter: 1, times: 10 })
  const since = Date.now()
  await Promise.all(people.map((contact) => world.accepted(contact, 'Hello')))
  for (const contact of people) await until(async () => expect(await statuses(contact)).toEqual(['sent']))
  expect(Date.now() - since).toBeGreaterThan(900)
  for (const contact of people) {
    expect(onPhone(contact)).toHaveLength(1)
    expect((await world.shown(contact))[0]?.problem).toBeNull()
  }
})

test.each([
  ['answers 500 after it delivered', { mode: 'error', delivered: true }],
  ['answers 500 and did not deliver', { mode: 'error' }],
  ['hangs after it delivered', { mode: 'hang', delivered: true }],
  ['hangs and did not deliver', { mode: 'hang' }],
  ['cuts the connection after it delivered', { mode: 'reset', delivered: true }],
  ['cuts the connection and did not deliver', { mode: 'reset' }],
  ['answers what nobody can read', { mode: 'malformed' }],
] as const)('a provider that %s is asked what it did: the message is sent once', async (_what, fault) => {
  const contact = await world.contact({ mobilephone: nextPhone() })
  world.phones.faults.set({ ...fault, ...onceTo(contact) })
  const id = await world.accepted(contact, 'Once')
  await until(async () => expect(await statuses(contact)).toEqual(['sent']))
  expect(onPhone(contact).map(({ body }) => body)).toEqual(['Once'])
  expect(world.phones.received(id)).toBe(1)
  await until(() => expect(world.timeline(contact)).toHaveLength(1))
})

test('a provider that cannot be asked leaves the message unknown, in honest words, and it is never sent again', async () => {
  const contact = await world.contact({ mobilephone: '+12025550402' })
  world.phones.faults.set({ mode: 'reset', delivered: true, ...onceTo(contact) })
  const id = await world.accepted(contact, 'Perhaps', { line: 'blind' })
  await until(async () => expect(await statuses(contact)).toEqual(['unknown']))
  const detail = 'The phone network broke off without an answer.'
  expect((await world.shown(contact))[0]?.problem).toEqual({ code: 'outcome_unknown', detail, retryable: false })
  await until(() => expect(world.logged.join()).toContain('"cause":"ECONNRESET"'))
  await until(() => expect(world.timeline(contact).join()).toContain('Not known whether it was sent'))
  // Others go on meanwhile, and a restart changes nothing.
  await world.restart()
  const other = await world.contact({ mobilephone: nextPhone() })
  await world.accepted(other, 'Another', { line: 'blind' })
  await until(async () => expect(await statuses(other)).toEqual(['sent']))
  expect(await statuses(contact)).toEqual(['unknown'])
  expect(world.phones.received(id)).toBe(1)

  // The status that comes at last settles it.
  const [delivered] = onPhone(contact)
  world.phones.deliver(delivered?.id ?? '')
  await until(async () => expect(await statuses(contact)).toEqual(['delivered']))
  await until(() => expect(world.timeline(contact).join()).not.toContain('Not known'))
  expect(world.phones.received(id)).toBe(1)
})

test('a message that never left a blind provider stays unknown: nobody guesses', async () => {
  const contact = await world.contact({ mobilephone: '+12025550403' })
  world.phones.faults.set({ mode: 'hang', ...onceTo(contact) })
  const id = await world.accepted(contact, 'Perhaps not', { line: 'blind' })
  await until(async () => expect(await statuses(contact)).toEqual(['unknown']))
  expect((await world.shown(contact))[0]?.problem?.detail).toBe('The phone network did not answer in time.')
  const other = await world.contact({ mobilephone: nextPhone() })
  await world.accepted(other, 'Another', { line: 'blind' })
  await until(async () => expect(await statuses(other)).toEqual(['sent']))
  expect(await statuses(contact)).toEqual(['unknown'])
  expect(world.phones.received(id)).toBe(0)
})

test('webhooks that were altered on their way change nothing; the history tells the truth', async () => {
  const contact = await world.contact({ mobilephone: '+12025550404' })
  await world.accepted(contact, 'Hello')
  await until(async () => expect(await statuses(contact)).toEqual(['sent']))
  world.phones.faults.set({ mode: 'tamper', ...onceTo(contact) })
  world.phones.write({ from: '+12025550404', to: '+15550100001', body: 'Pay nobody', channel: 'sms' })
  await world.phones.idle()
  await until(() => expect(world.logged.some((entry) => entry.includes('"unverified"'))).toBe(true))
  expect(await world.shown(contact)).toHaveLength(1)
  await world.restart()
  await until(async () => expect((await world.shown(contact)).map(({ body }) => body)).toEqual(['Hello', 'Pay nobody']))
})
