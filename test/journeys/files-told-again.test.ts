import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProviderEvent } from '../../relay/providers/provider.ts'
import { createTellingWorld, type TellingWorld } from '../telling-world.ts'
import { until } from '../until.ts'

type Reply = Extract<ProviderEvent, { kind: 'reply' }>

let world: TellingWorld
beforeAll(async () => {
  world = await createTellingWorld({ phones: { deliverAfter: null } })
})
afterAll(() => world.close())

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute))
const picture = (sig: string, until?: Date) => {
  const url = `https://files.example/a.jpg?sig=${sig}`
  return { url, contentType: 'image/jpeg', name: 'a.jpg', ...(until ? { until } : {}) }
}

test('a file that is told again has the address that opens it longest', async () => {
  const contact = await world.contact({ mobilephone: '+12025558190' })
  const from = contact.properties.mobilephone!
  const reply: Reply = { kind: 'reply', providerId: randomUUID(), from, body: 'A photo', subject: null, at: at(0) }
  const shows = (...files: object[]) =>
    until(async () => expect((await world.shown(contact))[0]?.attachments).toMatchObject(files))
  const again = (...attachments: NonNullable<Reply['attachments']>) => world.tell([{ ...reply, attachments }])
  const link = (sig: string) => ({ url: `https://files.example/a.jpg?sig=${sig}` })

  await again(picture('1', at(60)))
  await shows({ ...link('1'), until: at(60).toISOString() })
  await again(picture('2', at(120)))
  await shows({ ...link('2'), until: at(120).toISOString() })
  // What comes late is no step back, and what is beside it is another file.
  const other = { url: 'https://files.example/b.jpg?sig=1', contentType: 'image/jpeg', name: 'b.jpg' }
  await again(picture('3', at(90)), other)
  await shows(link('2'), { url: other.url })
  await again({ ...other, url: 'https://files.example/b.jpg?sig=2' }, picture('4', at(180)))
  await shows(link('4'), { url: 'https://files.example/b.jpg?sig=2' })
  const [message, ...more] = await world.shown(contact)
  expect(more).toEqual([])
  const { events } = (await world.card('message-trace', { contact, messageId: message!.id })).body
  expect(events.map(({ text }) => text)).toEqual(['Received.', 'A file came late.'])
})

test('an address that comes late opens its file', async () => {
  const contact = await world.contact({ mobilephone: '+12025558191' })
  const from = contact.properties.mobilephone!
  const reply: Reply = { kind: 'reply', providerId: randomUUID(), from, body: 'A photo', subject: null, at: at(0) }
  await world.tell([{ ...reply, attachments: [{ ...picture('1'), url: null }] }])
  await until(async () => expect((await world.shown(contact))[0]?.attachments).toMatchObject([{ url: null }]))
  await world.tell([{ ...reply, attachments: [picture('1')] }])
  await until(async () => expect((await world.shown(contact))[0]?.attachments).toMatchObject([picture('1')]))
})
