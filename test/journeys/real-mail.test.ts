import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMailWorld, type MailWorld } from '../mail-world.ts'
import { until } from '../until.ts'
import type { TestContact } from '../world.ts'

let desk: MailWorld
beforeAll(async () => {
  desk = await createMailWorld()
})
afterAll(() => desk.close())

let ids = 0
const newId = () => `Message-ID: <real-${(ids += 1)}@customer.example>`
const inbound = async (contact: TestContact) =>
  (await desk.world.shown(contact)).filter(({ direction }) => direction === 'inbound').map(({ body }) => body)
const shows = (contact: TestContact, ...bodies: string[]) =>
  until(async () => expect((await inbound(contact)).toSorted()).toEqual(bodies.toSorted()))
const asideOf = (address: string) =>
  until(async () => {
    const rows = await desk.world.database.query<{ aside: string; contact_id: string | null }>(
      `select aside, contact_id from message where address = '${address}' and aside is not null`,
    )
    expect(rows).not.toEqual([])
    return rows
  })

test.each([
  ['a group', ['Precedence: list', 'List-ID: <sales.company.example>', 'Mailing-list: list sales@company.example']],
  ['a list', ['List-ID: <sales.company.example>', 'List-Post: <mailto:sales@company.example>']],
  ['a rule', ['Precedence: bulk']],
])('an answer that %s passes on is shown at its contact', async (name, headers) => {
  const address = `${name.replace(' ', '-')}@customer.example`
  const { contact, sent } = await desk.send(address)
  await desk.arrive([`From: ${address}`, newId(), `In-Reply-To: ${sent.messageId}`, ...headers], 'Yes, please')
  await shows(contact, 'Yes, please')
})

test('an answer to the address in capitals, from another address, names its conversation', async () => {
  const { contact, sent } = await desk.send('loud@customer.example')
  await desk.arrive(['From: other@elsewhere.example', newId(), `To: ${sent.replyTo!.toUpperCase()}`], 'HERE I AM')
  await shows(contact, 'HERE I AM')
})

test('an absence note waits, on no card, and the person’s own answer is shown', async () => {
  const address = 'away@customer.example'
  const { contact, sent } = await desk.send(address)
  const note = [`From: ${address}`, newId(), `In-Reply-To: ${sent.messageId}`, 'Subject: Auto reply: An offer']
  await desk.arrive(note, 'I am away')
  expect((await asideOf(address))[0]).toMatchObject({ aside: expect.stringContaining('automatic'), contact_id: null })
  await desk.mail.reply(sent.messageId!, 'Back again')
  await shows(contact, 'Back again')
})

test('a web form that writes From our address waits, with the customer named', async () => {
  const form = ['From: Website <sales@company.example>', 'Reply-To: Jo <jo@form.example>', newId(), 'Subject: Enquiry']
  await desk.arrive(form, 'Please call me')
  expect((await asideOf('jo@form.example'))[0]?.aside).toContain('jo@form.example')
})

test('what is cut from view can be opened, and what the person wrote is never cut', async () => {
  const address = 'words@customer.example'
  const { contact, sent } = await desk.send(address)
  const answering = [`From: ${address}`, `In-Reply-To: ${sent.messageId}`]
  const old = 'Fra: Sales <sales@company.example>\r\nSendt: 1 January 2026 10:00\r\nTil: Jo\r\nEmne: Offer\r\n\r\nHello'
  await desk.arrive([...answering, newId()], `My answer\r\n\r\n${old}`)
  const enquiry = 'Please quote:\nFrom: Hamburg\nTo: Munich\nDate: 12 May\n4 pallets, 800 kg\nRegards'
  await desk.arrive([...answering, newId()], enquiry.replaceAll('\n', '\r\n'))
  await shows(contact, 'My answer', enquiry)
  const answer = (await desk.world.shown(contact)).find(({ body }) => body === 'My answer')
  const original = await desk.world.card('message-original', { contact, messageId: answer!.id })
  expect(original.body).toMatchObject({ text: `My answer\n\n${old.replaceAll('\r\n', '\n')}` })
})

test.each([
  ['jo..doe.@docomo.example', 'Jo <"jo..doe."@docomo.example>'],
  ['jo@müller.example', 'jo@xn--mller-kva.example'],
])('%s is written to, and known by what its owner writes', async (address, from) => {
  const { contact } = await desk.send(address)
  await desk.arrive([`From: ${from}`, newId()], 'It is me')
  await shows(contact, 'It is me')
})
