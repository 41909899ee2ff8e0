import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { openTestChert, type TestChert } from '../../../workbench/chert-api/fixture/test-chert.ts'

const address = '+14155550100'

let world: TestChert

beforeEach(async () => {
  world = await openTestChert()
})
afterEach(() => world.close())

test('groups and other lines make no reply', async () => {
  world.api.write({ from: person, to: address, parts: [{ type: 'text', value: 'Hi all' }], group: true })
  world.api.write({ from: person, to: '+14155550101', parts: [{ type: 'text', value: 'For others' }] })
  expect((await world.heard(2)).map(({ kind }) => kind)).toEqual(Array(2).fill('ignored'))
})

test('what left the line without us is told as that', async () => {
  world.api.write({ from: person, to: address, parts: [{ type: 'text', value: 'From a colleague' }], mine: true })
  expect(await world.heard(1)).toMatchObject([
    { kind: 'elsewhere', to: person, body: 'From a colleague', status: 'sent' },
  ])
})

describe('a tapback', () => {
  const data = {
    chat: { handles: [{ handle: address, is_me: true }, { handle: person }] },
    message: { id: 'm-1' },
    sender_handle: { handle: person },
  }
  test.each([
    ['reaction.added', 'love', '❤️'],
    ['reaction.added', '🎉', '🎉'],
    ['reaction.removed', 'like', null],
  ])('told as %s “%s” is a sign beside the message', async (type, sign, reaction) => {
    world.api.tell(type, { ...data, reaction: sign })
    expect(await world.heard(1)).toMatchObject([
      { kind: 'reaction', from: person, to: { providerId: 'm-1' }, reaction },
    ])
  })

  test('is found in whichever member it stands', async () => {
    const { message: _, sender_handle: __, ...chat } = data
    world.api.tell('reaction.added', { ...chat, reaction: { type: 'laugh', message_id: 'm-2', from_handle: person } })
    expect(await world.heard(1)).toMatchObject([
      { kind: 'reaction', from: person, to: { providerId: 'm-2' }, reaction: '😂' },
    ])
  })

  test('on nothing, or of our own, says nothing', async () => {
    world.api.tell('reaction.added', { reaction: 'love' })
    world.api.tell('reaction.added', { ...data, sender_handle: { handle: address, is_me: true }, reaction: 'love' })
    expect((await world.heard(2)).map(({ kind }) => kind)).toEqual(['ignored', 'ignored'])
  })
})

test.each<[object[], string | RegExp]>([
  [[{ type: 'location', latitude: 52.5, longitude: 13.4, name: 'Cafe' }], /a place:\nCafe\n52\.5, 13\.4$/],
  [[{ type: 'imessage_app', layout: { caption: 'Sent you 20 USD' }, url: '', fallback_text: null }], /Sent you 20 USD/],
  [[{ type: 'poll', title: 'Lunch?' }], /“poll”: Lunch\?$/],
  [[{ type: 'hologram' }], /“hologram”\.$/],
  [[{}], /sent something\.$/],
  [[], /Chert does not pass on/],
])('content outside of the text comes in words (%#)', async (parts, body) => {
  world.api.write({ from: person, to: address, parts })
  expect(await world.heard(1)).toMatchObject([{ kind: 'reply', made: true, body: expect.stringMatching(body) }])
})

test('a link is its address, and what stands beside a text is said below it', async () => {
  world.api.write({
    from: person,
    to: address,
    parts: [{ type: 'rich_link', url: 'https://example.com/offer', title: 'Offer' }],
  })
  world.api.write({
    from: person,
    to: address,
    parts: [
      { type: 'text', value: 'Here' },
      { type: 'poll', title: 'Lunch' },
    ],
  })
  const [link, both] = await world.heard(2)
  expect(link).toMatchObject({ body: 'https://example.com/offer' })
  expect(both).toMatchObject({ body: 'Here\nThis person sent something that Chert calls “poll”: Lunch.' })
  for (const reply of [link, both]) expect(reply).not.toHaveProperty('made')
})

test('odd members of a message never decide', async () => {
  const chat = { is_group: 'no', handles: 'none', owner_handle: 7 }
  const message = {
    id: 'm-1',
    direction: 'in',
    sender_handle: { handle: person, service: 4 },
    sent_at: 'noon',
    reply_to: {},
  }
  world.api.tell('message.received', {
    chat,
    message: { ...message, parts: [null, 'x', { type: 'text', value: 'Good' }] },
  })
  expect(await world.heard(1)).toMatchObject([{ kind: 'reply', from: person, body: expect.stringMatching(/^Good/) }])
})

test('the history goes on beside an event that cannot be read, which comes once with its bytes', async () => {
  const { cursor } = await world.missed(null)
  world.api.misbehave({ mode: 'webhooks', how: 'drop' })
  world.api.write({ from: person, to: address, parts: [{ type: 'text', value: 'Before' }] })
  world.api.keep({ event_id: 'e-odd', event_type: 'message.received', data: { message: 'odd' } })
  world.api.write({ from: person, to: address, parts: [{ type: 'text', value: 'After' }] })
  const news = await world.missed(cursor)
  expect(news.events).toMatchObject([{ body: 'Before' }, { body: 'After' }, 'parked'])
  expect((await world.missed(news.cursor)).events).toEqual([])
})

test('what Chert notes long after it was sent is missed by nobody, nor what comes after a time far from now', async () => {
  const { cursor } = await world.missed(null)
  world.api.misbehave({ mode: 'webhooks', how: 'drop' })
  const say = (value: string, more: object) => {
    const sender_handle = { handle: person }
    const message = { id: value, direction: 'inbound', sender_handle, parts: [{ type: 'text', value }], ...more }
    world.api.tell('message.received', { chat: {}, message })
  }
  say('Now', {})
  const first = await world.missed(cursor)
  say('Of yesterday', { sent_at: new Date(Date.now() - 86_400_000).toISOString() })
  world.api.keep({ event_id: 'e-far', event_type: 'message.received', timestamp: '2099-01-01T00:00:00Z', data: {} })
  const second = await world.missed(first.cursor)
  expect(second.events).toMatchObject([{ body: 'Of yesterday' }, 'parked'])
  say('Later', {})
  expect((await world.missed(second.cursor)).events).toMatchObject([{ body: 'Later' }])
})

test('a tapback that no webhook told comes by the history', async () => {
  const { cursor } = await world.missed(null)
  world.api.misbehave({ mode: 'webhooks', how: 'drop' })
  world.api.tell('reaction.added', { message: { id: 'm-1' }, sender_handle: { handle: person }, reaction: 'love' })
  expect((await world.missed(cursor)).events).toMatchObject([{ kind: 'reaction', reaction: '❤️' }])
})
