import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { openTestWorld, type TestWorld } from '../../../workbench/whatsapp-api/fixture/test-world.ts'

let world: TestWorld

beforeEach(async () => {
  world = await openTestWorld()
})
afterEach(() => world.close())

type Content = { type: string; [member: string]: unknown }
const holds = (...words: string[]): unknown =>
  expect.stringMatching(
    new RegExp(words.map((word) => `(?=[^]*${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`).join('')),
  )

const order = {
  catalog_id: '1',
  text: 'Please deliver on Friday',
  product_items: [
    { product_retailer_id: 'SKU-1', quantity: '2', item_price: '9.5', currency: 'USD' },
    { product_retailer_id: 'SKU-2', quantity: 1, item_price: 1 },
  ],
}
const flow = { name: 'flow', body: 'Sent', response_json: '{"date":"2026-12-01","people":"4","flow_token":"t"}' }
const card = { name: { first_name: 'Jo' }, phones: [{ phone: '+1 202-555-0150' }], emails: [{ email: 'jo@x.example' }] }
const ad = { source_url: 'https://fb.me/1', source_type: 'ad', headline: 'Chat with us', body: 'New!' }

describe('what is made of content outside of the text', () => {
  test.each<[string, Content, unknown]>([
    ['a cart', { type: 'order', order }, holds('Please deliver on Friday', '2 × SKU-1', '9.5 USD', '1 × SKU-2')],
    [
      'a form',
      { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: flow } },
      'Sent\ndate: 2026-12-01\npeople: 4',
    ],
    [
      'a form that is no JSON',
      { type: 'interactive', interactive: { nfm_reply: { body: 'Sent', response_json: 'oops' } } },
      'Sent\noops',
    ],
    [
      'a row of a list',
      { type: 'interactive', interactive: { list_reply: { id: '1', title: 'Two', description: 'Tables for two' } } },
      'Two\nTables for two',
    ],
    [
      'an answer about calls',
      { type: 'interactive', interactive: { call_permission_reply: { response: 'accept' } } },
      holds('calls'),
    ],
    ['a card without a whole name', { type: 'contacts', contacts: [card] }, 'Jo +1 202-555-0150\njo@x.example'],
    [
      'a place of a shop',
      { type: 'location', location: { latitude: 1, longitude: 2, url: 'https://x.example' } },
      '1, 2\nhttps://x.example',
    ],
    ['a button', { type: 'button', button: { text: 'Cancel', payload: 'no' } }, 'Cancel'],
    ['a chat that was opened', { type: 'request_welcome' }, holds('Opened the chat')],
    [
      'a poll',
      { type: 'unsupported', unsupported: { type: 'poll_creation' }, errors: [{ code: 131051 }] },
      holds('a poll', 'not pass on'),
    ],
    [
      'what may only be seen in the app',
      { type: 'unsupported', errors: [{ code: 131060, title: 'This message is currently unavailable.' }] },
      holds('Business app', 'This message is currently unavailable.'),
    ],
    [
      'a kind of tomorrow',
      { type: 'hologram', hologram: { title: 'Me in 3D', size: 4 } },
      holds('“hologram”', 'title: Me in 3D', 'size: 4'),
    ],
    ['a picture that did not come', { type: 'image' }, holds('“image”')],
    ['a product', { type: 'product', product: { retailer_id: 'SKU-1' } }, holds('“product”', 'retailer id: SKU-1')],
  ])('%s', async (_name, content, body) => {
    world.api.write(person, content)
    expect(await world.heard()).toMatchObject([{ kind: 'reply', from: person, made: true, body }])
  })
})

test('what was typed stays typed, with what it came by below it, and a word on consent stays alone', async () => {
  const text = (body: string) => ({ type: 'text', text: { body } })
  world.api.write(person, text('Hi'))
  world.api.write(person, { ...text('Hi'), referral: ad })
  world.api.write(person, { ...text('STOP'), referral: ad })
  world.api.write(person, {
    ...text('How much?'),
    context: { referred_product: { catalog_id: '1', product_retailer_id: 'SKU-1' } },
  })
  world.api.write(person, { ...text('STOP'), context: { forwarded: true } })
  world.api.write(person, { type: 'button', button: { text: 'Stop' } })
  const heard = await world.heard()
  expect(heard).toMatchObject([
    { body: 'Hi' },
    { body: 'Hi\n\nCame by the ad “Chat with us” “New!” (https://fb.me/1)' },
    { body: 'STOP' },
    { body: 'How much?\n\nAbout the product SKU-1 of catalogue 1.' },
    { body: 'Forwarded:\nSTOP', made: true },
    { body: 'Stop' },
  ])
  expect(heard.filter((event) => 'made' in event)).toHaveLength(1)
})

test('files are named by what they are', async () => {
  world.api.write(person, { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg; codecs=opus', voice: true } })
  world.api.write(person, { type: 'sticker', sticker: { id: '2', mime_type: 'image/webp' } })
  world.api.write(person, { type: 'document', document: { id: '3', filename: 'plan.pdf' } })
  world.api.write(person, { type: 'video_note', video_note: { id: '4', mime_type: 'video/mp4' } })
  expect(await world.heard()).toMatchObject([
    { body: '', attachments: [{ contentType: 'audio/ogg', name: 'voice message.ogg' }] },
    { body: '', attachments: [{ contentType: 'image/webp', name: 'sticker.webp' }] },
    { body: '', attachments: [{ contentType: 'application/pdf', name: 'plan.pdf' }] },
    { body: holds('“video_note”'), attachments: [{ contentType: 'video/mp4', name: 'video_note.mp4' }] },
  ])
})

test('what is done to an earlier message is told of that message', async () => {
  const changed = { original_message_id: 'wamid.Z', message: { type: 'text', text: { body: 'The corrected text' } } }
  const caption = { original_message_id: 'wamid.Y', message: { type: 'image', image: { id: '1', caption: 'Better' } } }
  world.api.write(person, { type: 'edit', edit: changed })
  world.api.write(person, { type: 'edit', edit: caption })
  world.api.write(person, { type: 'revoke', revoke: { original_message_id: 'wamid.X' } })
  world.api.write(person, { type: 'reaction', reaction: { message_id: 'wamid.W', emoji: '👍' } })
  world.api.write(person, { type: 'reaction', reaction: { message_id: 'wamid.W' } })
  world.api.write(person, { type: 'edit', edit: { message: changed.message } })
  expect(await world.heard()).toMatchObject([
    { kind: 'edited', providerId: 'wamid.Z', body: 'The corrected text' },
    { kind: 'edited', providerId: 'wamid.Y', body: 'Better' },
    { kind: 'unsent', providerId: 'wamid.X' },
    { kind: 'reaction', to: { providerId: 'wamid.W' }, reaction: '👍', from: person },
    { kind: 'reaction', to: { providerId: 'wamid.W' }, reaction: null },
    { kind: 'reply', made: true, body: holds('Changed', 'The corrected text') },
  ])
})

test.each([
  { type: 'user_changed_number', new_wa_id: '12025550999' },
  { type: 'user_changed_number', wa_id: '12025550999', body: 'changed' },
  { type: 'customer_changed_number', wa_id: '12025550999' },
])('a person with a new number is told: %j', async (system) => {
  world.api.write(person, { type: 'system', system })
  expect(await world.heard()).toMatchObject([{ kind: 'moved', from: person, to: '+12025550999' }])
})

test('what the company wrote, changed and took back in its own app', async () => {
  world.api.post(
    world.api.echoed(person, { type: 'text', text: { body: 'From the phone' } }),
    world.api.echoed(person, { type: 'image', image: { id: '1', mime_type: 'image/jpeg' } }),
    world.api.echoed(person, { type: 'revoke', revoke: { original_message_id: 'wamid.X' } }),
    world.api.echoed(person, { type: 'reaction', reaction: { message_id: 'wamid.W', emoji: '👍' } }),
  )
  expect(await world.heard()).toMatchObject([
    { kind: 'elsewhere', to: person, body: 'From the phone', status: 'sent', by: null },
    { kind: 'elsewhere', to: person, attachments: [{ name: 'image.jpg' }] },
    { kind: 'unsent', providerId: 'wamid.X' },
    { kind: 'ignored' },
  ])
})

test('an odd item stops none beside it, whatever is odd about it, and optional parts decide nothing', async () => {
  const { field, value } = world.api.written(person, { type: 'text', text: { body: 'A perfectly good message' } }) as {
    field: string
    value: { messages: object[] }
  }
  const [good] = value.messages
  const odd = [
    null,
    'text',
    {},
    { id: 'wamid.1' },
    { ...good, id: 'wamid.2', timestamp: { at: 1 }, context: 'x', contacts: 7 },
  ]
  world.api.post({ field, value: { ...value, contacts: 'none', messages: [...odd, good], statuses: [{ id: 4 }, {}] } })
  const heard = await world.heard()
  expect(heard.map(({ kind }) => kind)).toEqual([
    ...['unreadable', 'unreadable', 'unreadable', 'unreadable', 'reply', 'reply'],
    ...['ignored', 'unreadable'],
  ])
  for (const event of heard) if ('at' in event) expect(event.at.getTime()).not.toBeNaN()
})

test('nobody is taken for the person who stands beside the message but is another', async () => {
  const { field, value } = world.api.written(person, { type: 'text', text: { body: 'Hi' } }) as {
    field: string
    value: { messages: object[] }
  }
  const [message] = value.messages
  const post = (contacts: object[], changes: object) =>
    world.api.post({ field, value: { ...value, contacts, messages: [{ ...message, ...changes }] } })
  const other = { wa_id: '14155562002', user_id: 'US.2' }
  post([other], {})
  post([other], { from: undefined, from_user_id: 'US.1' })
  post([other, { wa_id: '14155561001', user_id: 'US.1' }], { from_user_id: undefined })
  // A Brazilian number with its ninth digit and without.
  post([{ wa_id: '551187654321', user_id: 'BR.1' }], { from: '5511987654321', from_user_id: undefined })
  post([{ wa_id: '14155561001', user_id: 'US.1' }], { from: undefined, from_user_id: 'US.1' })
  const told = (await world.heard()).map((event) => event.kind === 'reply' && [event.from, event.alias])
  expect(told).toEqual([
    [person, expect.stringMatching(/^US\.1415/)],
    ['US.1', undefined],
    [person, 'US.1'],
    ['+5511987654321', 'BR.1'],
    [person, 'US.1'],
  ])
})

test("a later failure keeps Meta's own words, and says when it is not for good", async () => {
  world.api.openWindow(person)
  await world.send()
  const { id = '' } = world.api.sent()[0] ?? {}
  world.api.settle(id, 'failed', { code: 131060, title: 'T', details: 'The details of Meta' })
  world.api.settle(id, 'failed', { code: 131056, title: 'Slower' })
  expect(await world.heard()).toMatchObject([
    { status: 'failed', error: { blame: 'unknown', detail: holds('The details of Meta') } },
    { status: 'failed', error: { notNow: { after: 6000 } } },
  ])
})
