import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../until.ts'
import { createWorld, portalId, type TestContact, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

let numbers = 0
const someone = () => world.contact({ mobilephone: `+1202555${String(2_000 + (numbers += 1))}` })
const textsOf = (contact: TestContact) =>
  world.phones
    .phone(contact.properties.mobilephone!)
    .messages()
    .map(({ body }) => body)

test.each([
  ['<p>Hello&nbsp;Jo</p>', 'Hello Jo'],
  [
    '<p>Hello&nbsp;Jo,</p><p>see <a href="https://x.example/a?b=1&amp;c=2">our <b>offer</b></a>.</p>',
    'Hello Jo,\n\nsee our offer (https://x.example/a?b=1&c=2).',
  ],
  ['<a href="https://x.example">https://x.example</a>', 'https://x.example'],
  ['One<br>two<BR/>three', 'One\ntwo\nthree'],
  ['<ul>\n<li>one</li>\n<li>two</li>\n</ul>', '- one\n- two'],
  ['Tom &amp; Jerry&#39;s', "Tom & Jerry's"],
  [
    'Hi Jo,\n\n<p>we got your <strong>order</strong></p>\n\nI <3 it\nAda <ada@x.example>',
    'Hi Jo,\n\nwe got your order\n\nI <3 it\nAda <ada@x.example>',
  ],
  ['I <3 you, a < b and c > d', 'I <3 you, a < b and c > d'],
  ['Press <b> to go on', 'Press <b> to go on'],
  ['AT&T, Q&A: https://x.example/?a=1&copy=2', 'AT&T, Q&A: https://x.example/?a=1&copy=2'],
  ['if (a<b) { return [c] }', 'if (a<b) { return [c] }'],
  ['<i>'.repeat(200), '<i>'.repeat(200)],
])('a workflow sends %j, and a person reads %j', async (message, read) => {
  const contact = await someone()
  const answer = await world.workflow({
    callbackId: `ap-${randomUUID()}`,
    origin: { portalId: Number(portalId) },
    object: { objectId: Number(contact.id), objectType: 'CONTACT', properties: contact.properties },
    inputFields: { channel: 'sms', message },
  })
  expect(answer.body.outputFields).toMatchObject({ status: 'queued', error_code: '' })
  await until(() => expect(textsOf(contact)).toEqual([read]))
})

test('what a rep types is sent as it stands', async () => {
  const contact = await someone()
  const typed = '<p>Hello&nbsp;Jo</p> I <3 you &amp; a < b'
  await world.accepted(contact, typed)
  await until(() => expect(textsOf(contact)).toEqual([typed]))
})
