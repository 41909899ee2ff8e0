import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProviderEvent } from '../../relay/providers/provider.ts'
import { outgoing } from '../telling-provider.ts'
import { createTellingWorld, type TellingWorld } from '../telling-world.ts'
import { until } from '../until.ts'
import type { TestContact } from '../world.ts'

let world: TellingWorld
beforeAll(async () => {
  world = await createTellingWorld({ phones: { deliverAfter: null } })
})
afterAll(() => world.close())

type Reply = Extract<ProviderEvent, { kind: 'reply' }>
let given = 0
const person = () => world.contact({ mobilephone: `+1202555${8800 + given++}` })
const says = (contact: TestContact, body: string, more: Partial<Reply> = {}): Reply => ({
  ...{ kind: 'reply', providerId: randomUUID(), from: contact.properties.mobilephone!, body, subject: null },
  ...{ at: new Date(), ...more },
})
const sent = async (contact: TestContact, body: string) => {
  const id = await world.accepted(contact, body, { line: 'imessage' })
  await until(async () => expect((await world.shown(contact)).at(-1)?.status).toBe('sent'))
  return { id, service: outgoing.find(({ reference }) => reference === id)?.service }
}

test('what really carried a message stands on card and timeline, and the answer goes the same way', async () => {
  const contact = await person()
  expect((await sent(contact, 'Hello')).service).toBeNull()
  await world.tell([says(contact, 'By SMS', { service: 'SMS' })], 'imessage')
  await until(() => expect(world.timeline(contact).join()).toContain('<strong>SMS · Received</strong>'))
  expect((await world.shown(contact)).at(-1)).toMatchObject({ channel: 'imessage', service: 'SMS' })
  const { id, service } = await sent(contact, 'So shall it be')
  expect(service).toBe('SMS')
  const providerId = await world.providerId(id)
  await world.tell([{ kind: 'status', providerId, status: 'delivered', at: new Date(), service: 'SMS' }], 'imessage')
  await until(() => expect(world.timeline(contact).join()).toContain('<strong>SMS · Delivered</strong>'))
  expect((await world.shown(contact)).at(-1)).toMatchObject({ status: 'delivered', service: 'SMS' })
  // What nobody says changes nothing; the newest word stands.
  await world.tell([says(contact, 'Who knows')], 'imessage')
  await until(async () => expect((await world.shown(contact)).at(-1)?.body).toBe('Who knows'))
  expect((await sent(contact, 'Still')).service).toBe('SMS')
  await world.tell([says(contact, 'New phone', { service: 'iMessage' })], 'imessage')
  await until(async () => expect((await world.shown(contact)).at(-1)?.body).toBe('New phone'))
  expect((await sent(contact, 'Blue')).service).toBe('iMessage')
})

test('an address of a file that ends is shown with its end', async () => {
  const contact = await person()
  const end = new Date(Date.now() + 3_600_000)
  const file = { url: 'https://files.example/a.jpg', contentType: 'image/jpeg', name: 'a.jpg', until: end }
  await world.tell([says(contact, 'See', { attachments: [file] })])
  await until(async () =>
    expect((await world.shown(contact))[0]?.attachments).toMatchObject([{ name: 'a.jpg', until: end.toISOString() }]),
  )
})

test('the whole of a mail is shown when it is asked for, to nobody but its contact, and stands on the timeline', async () => {
  const contact = await person()
  const original = 'My answer\n\n> What I was asked'
  await world.tell([says(contact, 'My answer', { original }), says(contact, 'Nothing more')])
  await until(async () => expect(await world.shown(contact)).toHaveLength(2))
  const [whole, plain] = (await world.shown(contact)).toSorted((one) => (one.hasOriginal ? -1 : 1))
  expect(whole).toMatchObject({ body: 'My answer', hasOriginal: true })
  expect(plain).toMatchObject({ hasOriginal: false })
  const ask = (of: TestContact, messageId: string) => world.card('message-original', { contact: of, messageId })
  expect((await ask(contact, whole!.id)).body.text).toBe(original)
  expect(await ask(contact, plain!.id)).toMatchObject({ status: 404, problem: { code: 'no_original' } })
  expect(await ask(await person(), whole!.id)).toMatchObject({ status: 404 })
})
