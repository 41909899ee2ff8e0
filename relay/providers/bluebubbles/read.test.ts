import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { openTestMac, type TestMac } from '../../../workbench/bluebubbles-api/fixture/test-mac.ts'
import { Invalid } from '../../errors.ts'
import type { ProviderEvent } from '../provider.ts'
import { read } from './read.ts'

let world: TestMac
let mac: TestMac['mac']

beforeEach(async () => {
  world = await openTestMac(['new-message', 'updated-message'])
  mac = world.mac
})
afterEach(() => world.close())

const told: TestMac['told'] = (message) => world.told(message)

const photo = { guid: 'at_0', mimeType: 'image/jpeg', transferName: 'IMG_1.jpeg', totalBytes: 9 }

describe('a message whose file is told a moment later', () => {
  test.each(['\uFFFC', '', ' '])('is told at once in honest words, and again with the file (text %j)', async (body) => {
    const { guid } = mac.write({ from: person, body })
    mac.attach(guid, [photo])
    const [first, second, ...others] = await world.events()
    expect(others).toEqual([])
    expect(first).toMatchObject({ kind: 'reply', providerId: guid, provisional: true, made: true })
    expect(first).toMatchObject({ body: expect.stringMatching(/came that the Mac does not show yet/) })
    const attachments = [{ url: null, contentType: 'image/jpeg', name: 'IMG_1.jpeg' }]
    expect(second).toMatchObject({ kind: 'reply', providerId: guid, from: person, made: true, attachments })
    expect(second).not.toHaveProperty('provisional')
  })

  test('which no chat is told of, is only for what is known: it may be of a group', async () => {
    const { guid } = mac.write({ from: person, body: '\uFFFC', chatGuid: 'iMessage;+;chat42' })
    mac.attach(guid, [photo])
    expect(await world.events()).toMatchObject([{ kind: 'ignored' }, { kind: 'reply', completes: true }])
  })

  test('and a change that brings nothing says nothing', async () => {
    const { guid } = mac.write({ from: person, body: '\uFFFC' })
    mac.attach(guid, [])
    expect((await world.events()).at(-1)).toMatchObject({ kind: 'ignored' })
  })
})

describe('a tapback', () => {
  test.each([
    ['love', '❤️'],
    ['2000', '❤️'],
    ['2001', '👍'],
    ['dislike', '👎'],
    ['2003', '😂'],
    ['emphasize', '‼️'],
    ['2005', '❓'],
    ['2006', '🎉'],
    ['sticker', 'sticker'],
    ['1000', 'sticker'],
    ['-love', null],
    ['3001', null],
    ['3006', null],
  ])('%s is a sign beside the message it names', async (associatedMessageType, reaction) => {
    const body = 'Reacted 🎉 to “Hello”'
    const events = await told({ body, associatedMessageGuid: 'p:0/ABC', associatedMessageType })
    expect(events).toMatchObject([{ kind: 'reaction', from: person, to: { providerId: 'ABC' }, reaction, body }])
  })

  test.each(['bp:ABC', 'p:12/ABC', 'ABC'])('names its message as %s', async (associatedMessageGuid) => {
    const events = await told({ body: '', associatedMessageGuid, associatedMessageType: 'like' })
    expect(events).toMatchObject([{ kind: 'reaction', to: { providerId: 'ABC' }, body: expect.stringContaining('👍') }])
  })

  test('that a phone wrote out as text is one on what it quotes', async () => {
    const events = await told({ body: 'Loved “Hello”', chatGuid: `SMS;-;${person}` })
    expect(events).toMatchObject([{ kind: 'reaction', from: person, to: { quoted: 'Hello' }, reaction: '❤️' }])
  })

  test('told once more without its chat, which may be a group, says nothing', async () => {
    const like = { ...row('Liked “Hi”'), associatedMessageGuid: 'p:0/ABC', associatedMessageType: 'like' }
    expect(await readOne({ ...like, chats: undefined }, 'updated-message')).toMatchObject([{ kind: 'ignored' }])
    expect(await readOne(like, 'updated-message')).toMatchObject([{ kind: 'reaction' }])
  })

  test('of our own is none of theirs', async () => {
    const own = { isFromMe: true, associatedMessageGuid: 'p:0/ABC', associatedMessageType: 'love' }
    expect(await told({ body: 'Loved “Hi”', ...own })).toMatchObject([{ kind: 'ignored' }])
  })
})

describe('what its sender changes', () => {
  test('of its words is told as an edit', async () => {
    const { guid } = mac.write({ from: person, body: 'Price is 100' })
    mac.edit(guid, 'Price is 1000')
    const [, edited, ...others] = await world.events()
    expect(others).toEqual([])
    const at = expect.any(Date) as Date
    // No chat is told: of a group it would be none of ours.
    expect(edited).toEqual({ kind: 'edited', providerId: guid, body: 'Price is 1000', at, ifKnown: true })
  })

  test('by taking it back is told as that, by whichever date', async () => {
    const { guid } = mac.write({ from: person, body: 'Oh' })
    mac.edit(guid, null)
    expect((await world.events()).at(-1)).toMatchObject({ kind: 'unsent', providerId: guid })
    const retracted = { text: null, dateRetracted: 1_790_000_000_000 }
    expect((await told(retracted)).at(-1)).toMatchObject({ kind: 'unsent', at: new Date(1_790_000_000_000) })
  })

  test('before it was ever told comes with its last words, and as an edit for whoever knew the first', async () => {
    const events = await told({ body: 'The last word', dateEdited: 1_790_000_000_000 })
    expect(events).toMatchObject([
      { kind: 'reply', body: 'The last word' },
      { kind: 'edited', body: 'The last word' },
    ])
  })

  test('of ours on the Mac is told, too', async () => {
    const { guid } = mac.type({ to: person, body: 'By hand' })
    mac.edit(guid, 'By hand, better')
    expect((await world.events()).at(-1)).toMatchObject({ kind: 'edited', providerId: guid, body: 'By hand, better' })
  })
})

describe('a message written on the Mac or a phone', () => {
  test('is told as what the company wrote elsewhere', async () => {
    const { guid } = mac.type({ to: person, body: 'By hand' })
    expect(await world.events()).toMatchObject([
      {
        kind: 'elsewhere',
        providerId: guid,
        to: person,
        body: 'By hand',
        status: 'sent',
        service: 'iMessage',
        by: null,
      },
    ])
  })

  test('tells its files, and how it fares', async () => {
    const events = await told({
      body: '\uFFFC',
      isFromMe: true,
      attachments: [photo],
      dateDelivered: 1_790_000_000_000,
    })
    expect(events).toMatchObject([
      { kind: 'elsewhere', to: person, status: 'delivered', attachments: [{ name: 'IMG_1.jpeg' }] },
      { kind: 'status', status: 'delivered' },
    ])
  })

  test('that is a part of one of ours is none', async () => {
    const tempGuid = '0197a3c0-7c7a-7aaa-8aaa-0123456789ab-1'
    const data = {
      guid: 'A',
      text: 'a.png',
      isFromMe: true,
      tempGuid,
      dateCreated: 1,
      handle: null,
      chats: [{ guid: `any;-;${person}` }],
    }
    expect(await readOne(data)).toMatchObject([{ kind: 'ignored' }])
  })
})

test('what was delivered after all is delivered, whatever error stands beside it', async () => {
  const data = { guid: 'A', isFromMe: true, error: 4, dateCreated: 1, dateDelivered: 2 }
  expect(await readOne(data, 'updated-message')).toMatchObject([{ kind: 'status', status: 'delivered' }])
})

test.each([
  [22, { code: 'not_on_imessage', blame: 'address' }],
  [3, { code: 'imessage_no_network', notNow: { after: null } }],
  [43, { code: 'imessage_failed', blame: 'unknown' }],
])('error %i says whose fault it is; one that nobody knows counts against the line', async (error, meant) => {
  const data = { guid: 'A', isFromMe: true, error, dateCreated: 1 }
  expect(await readOne(data, 'message-send-error')).toMatchObject([{ status: 'failed', error: meant }])
})

test.each([
  [`SMS;-;${person}`, 'SMS'],
  [`iMessage;-;${person}`, 'iMessage'],
  [`RCS;-;${person}`, 'RCS'],
])('in a chat %s the service is told', async (chatGuid, service) => {
  expect(await told({ body: 'Hi', chatGuid })).toMatchObject([{ kind: 'reply', from: person, service }])
})

test('odd members of a message never decide', async () => {
  const odd = {
    attachments: 'none',
    chats: [{ guid: 17 }, { guid: `any;-;${person}`, style: 'direct' }],
    handle: { address: person, service: 5 },
    dateRead: 'yesterday',
    itemType: null,
    isDelivered: 'no',
    subject: {},
    associatedMessageType: [],
    threadOriginatorGuid: 9,
    error: 'none',
  }
  expect(await readOne({ ...row('A perfectly good message'), ...odd })).toMatchObject([
    { kind: 'reply', from: person, body: 'A perfectly good message' },
  ])
})

test.each([
  ['no sender', { ...row('Hi'), handle: null, chats: [] }],
  ['no time', { ...row('Hi'), dateCreated: null }],
  ['nobody’s', { guid: 'X', text: 'Hi' }],
])('a message with %s waits for a person', async (_, data) => {
  await expect(readOne(data)).rejects.toBeInstanceOf(Invalid)
})

function row(text: string): Record<string, unknown> {
  const chats = [{ guid: `iMessage;-;${person}`, style: 45 }]
  return {
    guid: 'X',
    text,
    isFromMe: false,
    dateCreated: 1_790_000_000_000,
    handle: { address: person },
    chats,
    attachments: [],
  }
}

async function readOne(data: object, type = 'new-message'): Promise<ProviderEvent[]> {
  return read({ origin: 'webhook', headers: {}, body: Buffer.from(JSON.stringify({ type, data })) })
}
