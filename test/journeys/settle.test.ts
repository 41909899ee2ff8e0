import { afterAll, beforeAll, expect, test } from 'vitest'
import { impatientFetch } from '../impatient-fetch.ts'
import { onceTo } from '../once-to.ts'
import { until } from '../until.ts'
import { createWorld, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({
    phones: { deliverAfter: null },
    parts: { fetch: impatientFetch },
  })
})
afterAll(() => world.close())

const statusOf = async (contact: TestContact) => (await world.shown(contact)).map(({ status }) => status)
let given = 0

/** A message on a line whose provider cannot be asked, of which nobody knows whether it left. */
async function inDoubt(delivered: boolean): Promise<{ contact: TestContact; messageId: string }> {
  const contact = await world.contact({ mobilephone: `+1202555${8600 + given++}` })
  world.phones.faults.set({ mode: 'hang', delivered, ...onceTo(contact) })
  const messageId = await world.accepted(contact, 'Hello', { line: 'blind' })
  await until(async () => expect(await statusOf(contact)).toEqual(['unknown']))
  return { contact, messageId }
}
const settle = (contact: TestContact, messageId: string, outcome: 'sent' | 'not_sent') =>
  world.card('settle-message', { contact, messageId, outcome, userEmail: 'robin@company.example' })

test('a rep who knows that it was sent says so, and it is told', async () => {
  const { contact, messageId } = await inDoubt(true)
  expect((await settle(contact, messageId, 'sent')).body).toEqual({ messageId, status: 'sent' })
  expect(await statusOf(contact)).toEqual(['sent'])
  await until(() => expect(world.timeline(contact).join()).toContain('SMS · Sent'))
  const trace = await world.card('message-trace', { contact, messageId })
  expect(trace.body.events.map(({ text }) => text)).toContain(
    'robin@company.example (claimed by the card) said that this was sent.',
  )
})

test('a rep who knows that it was not sent may send it again, and it arrives once', async () => {
  const { contact, messageId } = await inDoubt(false)
  expect((await settle(contact, messageId, 'not_sent')).body.status).toBe('failed')
  expect((await world.shown(contact))[0]?.problem).toMatchObject({ code: 'settled_not_sent', retryable: true })
  await world.accepted(contact, 'Hello', { line: 'blind', key: `again.${messageId}` })
  await until(async () => expect(await statusOf(contact)).toEqual(['failed', 'sent']))
  expect(world.phones.phone(contact.properties.mobilephone!).messages()).toHaveLength(1)
})

test("the provider's own word, come late, stands above the rep's", async () => {
  const { contact, messageId } = await inDoubt(true)
  await settle(contact, messageId, 'not_sent')
  world.phones.deliver(world.phones.phone(contact.properties.mobilephone!).messages()[0]!.id)
  await until(async () => expect(await statusOf(contact)).toEqual(['delivered']))
})

test('nobody settles what is not in doubt, or what is not of this contact', async () => {
  const { contact, messageId } = await inDoubt(true)
  const stranger = await world.contact({ mobilephone: '+12025558699' })
  expect((await settle(stranger, messageId, 'sent')).problem).toMatchObject({ status: 404, code: 'unknown_message' })
  expect(await statusOf(contact)).toEqual(['unknown'])
  await settle(contact, messageId, 'sent')
  expect((await settle(contact, messageId, 'not_sent')).problem).toMatchObject({ status: 409, code: 'not_in_doubt' })
  expect(await statusOf(contact)).toEqual(['sent'])
})
