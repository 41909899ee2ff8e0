import { describe, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { readEvent } from './fixture/read-event.ts'

const address = '+14155550100'
const told = '2026-11-02T10:00:00.000Z'

describe('an optional part never decides', () => {
  test.each([
    [{}],
    [{ reply_to: {} }],
    [{ reply_to: { part_index: 0 } }],
    [{ reply_to: { message_id: null } }],
    [{ reply_to: 'm-0' }],
    [{ reply_to: [] }],
    [{ chat: null }],
    [{ chat: { is_group: 'no', owner_handle: 'us', health_status: 'fine' } }],
    [{ service: 7 }],
    [{ sent_at: 'yesterday' }],
    [{ effect: 'slam', idempotency_key: 12 }],
  ])('%j: the words are read', async (odd) => {
    expect(await readEvent('message.received', { parts: [text('in a thread')], ...odd })).toMatchObject([
      { kind: 'reply', from: person, body: 'in a thread' },
    ])
  })

  test.each([
    { type: 'text', text: 'Hi' },
    { type: 'link', url: 'Hi' },
    { type: 'text', value: null, text: 'Hi' },
  ])('%j: the words are read', async (part) => {
    expect(await readEvent('message.received', { parts: [part] })).toMatchObject([{ body: 'Hi' }])
  })

  test('a reply that names its message is tied to it', async () => {
    const reply_to = { message_id: 'm-0', part_index: 0 }
    expect(await readEvent('message.received', { parts: [text('Yes')], reply_to })).toMatchObject([
      { answers: ['m-0'] },
    ])
  })

  test('the form that events had before 2026 is read as well', async () => {
    const old = { chat_id: 'c', from: person, recipient_phone: address, is_from_me: false, service: 'SMS' }
    const message = { id: 'm-1', parts: [text('Old')], reply_to: { message_id: 'm-0' } }
    expect(await readEvent('message.received', { ...old, message })).toMatchObject([
      { kind: 'reply', providerId: 'm-1', from: person, body: 'Old', service: 'SMS', answers: ['m-0'] },
    ])
    expect(await readEvent('message.received', { ...old, recipient_phone: '+14155550199', message })).toMatchObject([
      { kind: 'ignored' },
    ])
  })

  test.each([
    ['message.received', { id: undefined }],
    ['message.received', { sender_handle: undefined }],
    ['reaction.added', { message_id: 'm-0' }],
    ['message.edited', { id: 'm-1' }],
    ['phone_number.status_updated', {}],
  ])('%s without what all hangs on is told as unreadable', async (type, data) => {
    expect(await readEvent(type, data)).toMatchObject([{ kind: 'unreadable', reason: expect.stringMatching(/\S/) }])
  })
})

describe('what stands outside of the text becomes words', () => {
  test.each([
    [{ type: 'imessage_app', layout: { caption: 'Sent you 20 USD' }, url: '', fallback_text: null }, 'Sent you 20 USD'],
    [{ type: 'imessage_app', layout: { caption: 'Sent you 20 USD' }, fallback_text: '' }, 'Sent you 20 USD'],
    [
      { type: 'imessage_app', layout: { caption: 'Slot 3', subcaption: 'Friday' }, url: 'https://app.example/3' },
      'Slot 3 · Friday\nhttps://app.example/3',
    ],
    [{ type: 'imessage_app', app: { name: 'GamePigeon' } }, 'A card of the app “GamePigeon”, without words'],
    [{ type: 'imessage_app' }, 'A card of an app, without words'],
    [{ type: 'app_clip', title: 'Invoice 7', value: 'https://pay.example/7' }, 'Invoice 7\nhttps://pay.example/7'],
    [{ type: 'location', latitude: 52.5, longitude: 13.4 }, '52.5, 13.4'],
    [{ type: 'location', name: 'Cafe', location: { geometry: { coordinates: [13.4, 52.5] } } }, 'Cafe\n52.5, 13.4'],
    [{ type: 'location', geometry: { type: 'Point', coordinates: [13.4, 52.5] } }, '52.5, 13.4'],
    [{ type: 'location' }, 'Something that Linq calls “location”'],
    [{ type: 'poll', options: [{ text: 'Red' }, { text: 'Blue' }] }, 'A poll:\n• Red\n• Blue'],
    [
      { type: 'hologram', title: 'Ada', url: 'https://x.example' },
      'Something that Linq calls “hologram”:\ntitle: Ada\nurl: https://x.example',
    ],
    [{ noType: true }, 'Something that Linq gives no name to:\nnoType: yes'],
    ['a bare string', 'Something that Linq gives no name to:\na bare string'],
  ])('%j', async (part, body) => {
    expect(await readEvent('message.received', { parts: [part] })).toMatchObject([{ kind: 'reply', body, made: true }])
  })

  test.each([[[]], [null], ['nothing'], [[{ type: 'text', value: '' }]]])(
    '%j is never an empty message',
    async (parts) => {
      expect(await readEvent('message.received', { parts })).toMatchObject([
        { kind: 'reply', body: expect.stringContaining('Linq passes nothing on'), made: true, provisional: true },
      ])
    },
  )

  test('words that a person typed stay theirs beside a card', async () => {
    const [reply] = await readEvent('message.received', {
      parts: [text('Look'), { type: 'imessage_app', layout: { caption: 'Offer' } }],
    })
    expect(reply).toMatchObject({ body: 'Look\nOffer' })
    expect(reply).not.toHaveProperty('made')
  })

  test('a file that only Messages itself needs is none', async () => {
    const preview = { type: 'media', url: 'https://cdn.example/8B', filename: '8B.pluginPayloadAttachment' }
    const [reply] = await readEvent('message.received', {
      parts: [{ type: 'link', value: 'https://x.example' }, preview],
    })
    expect(reply).toMatchObject({ body: 'https://x.example' })
    expect(reply).not.toHaveProperty('attachments')
  })

  test('a file alone is a message, and its address ends', async () => {
    const url = 'https://cdn.example/a.heic?X-Amz-Date=20261102T094500Z&X-Amz-Expires=3600&X-Amz-Signature=0a'
    const [one] = await readEvent('message.received', {
      parts: [{ type: 'media', url, filename: 'a.heic', mime_type: 'image/heic' }],
    })
    expect(one).toMatchObject({ attachments: [{ url, until: new Date('2026-11-02T10:45:00Z') }] })
    for (const bare of [
      'https://cdn.example/a.heic',
      'https://cdn.example/a.heic?X-Amz-Expires=3600&X-Amz-Signature=0a',
    ]) {
      const [other] = await readEvent('message.received', { parts: [{ type: 'media', url: bare }] })
      expect(other).toMatchObject({ attachments: [{ url: bare, until: new Date('2026-11-02T11:00:00Z') }] })
    }
  })
})

describe('the note that somebody opted out', () => {
  const hour = 3_600_000
  const at = (milliseconds: number) => new Date(Date.parse(told) + milliseconds).toISOString()
  test.each([
    ['START', { status: 'OPTED_OUT', updated_at: at(-hour) }, undefined],
    ['Hello again', { status: 'OPTED_OUT', updated_at: at(-hour) }, undefined],
    ['START', { status: 'OPTED_OUT' }, undefined],
    ['START', { status: 'OPTED_OUT', updated_at: 'some day' }, undefined],
    ['Leave me alone', { status: 'OPTED_OUT', updated_at: at(1000) }, 'opted_out'],
    ['STOP', { status: 'OPTED_OUT', updated_at: told }, 'opted_out'],
    ['Leave me alone', { status: 'OPTED_OUT' }, 'opted_out'],
    ['Leave me alone', { status: 'AT_RISK', updated_at: at(1000) }, undefined],
  ])('%s beside %j', async (body, health_status, consent) => {
    const [reply] = await readEvent('message.received', { parts: [text(body)], chat: { health_status } })
    expect(reply).toMatchObject({ kind: 'reply', body })
    expect((reply as { consent?: string }).consent).toBe(consent)
  })
})

function text(value: string): object {
  return { type: 'text', value }
}
