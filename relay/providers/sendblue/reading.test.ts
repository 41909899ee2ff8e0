import { describe, expect, test } from 'vitest'
import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent } from '../provider.ts'
import { read } from './read.ts'
import type { SendblueSettings } from './settings.ts'

const address = '+14155550100'
const other = '+14155550200'
const person = '+14155561001'
const at = '2026-11-02T10:00:00.000Z'
const line: Line<SendblueSettings> = {
  portalId: '62515',
  id: 'sales',
  label: 'Sales',
  channel: 'imessage',
  address,
  callbackUrl: 'https://relay.company.example/webhooks/62515/sales',
  settings: { keyId: 'k', secretKey: 's', webhookSecret: 'a-webhook-secret-of-ours' },
}

describe('an optional part never decides', () => {
  test.each([
    [{}],
    [{ reply_to: {}, thread_originator: null }],
    [{ reply_to: 'H-0' }],
    [{ opted_out: 'perhaps', error_code: {}, participants: 'two', service: 4 }],
    [{ is_outbound: undefined }],
    [{ is_outbound: 'false' }],
    [{ date_sent: 'soon', date_updated: at }],
    [{ status: undefined, media_url: 7, location: 'here', app_card: [] }],
  ])('%j: the words are read', async (odd) => {
    expect(await received({ content: 'Hello', ...odd })).toMatchObject([{ kind: 'reply', from: person, body: 'Hello' }])
  })

  test.each([[{ message_handle: null }], [{ message_handle: '' }], [{ number: null, from_number: null }]])(
    '%j is unreadable, and in the history its own delivery',
    async (odd) => {
      expect(await received({ content: 'Hello', ...odd })).toMatchObject([{ kind: 'unreadable' }])
      await expect(received({ content: 'Hello', ...odd }, 'history')).rejects.toBeInstanceOf(Invalid)
    },
  )

  test('without any time it is as old as its arrival', async () => {
    const [reply] = await received({ content: 'Now', date_sent: null, date_updated: null })
    expect(reply).toMatchObject({ kind: 'reply', at: new Date('2026-11-02T12:00:00Z') })
  })
})

describe('the line', () => {
  test.each([
    [{ sendblue_number: address, to_number: other }, 'reply'],
    [{ sendblue_number: other, to_number: address }, 'ignored'],
    [{ to_number: other }, 'ignored'],
    [{ to_number: address }, 'reply'],
    [{ to_number: '1 (415) 555-0100' }, 'reply'],
    [{ sendblue_number: '4155550100' }, 'reply'],
    [{ sendblue_number: '', to_number: other }, 'ignored'],
    [{}, 'reply'],
  ])('named as %j takes its own messages: %s', async (names, kind) => {
    expect(await received({ content: 'Hi', sendblue_number: undefined, to_number: undefined, ...names })).toMatchObject(
      [{ kind }],
    )
  })

  test('takes its own statuses', async () => {
    const names = { sendblue_number: undefined, from_number: other }
    expect(await sent({ status: 'DELIVERED', ...names })).toMatchObject([{ kind: 'ignored' }])
    expect(await sent({ status: 'DELIVERED', ...names, from_number: address })).toMatchObject([{ kind: 'elsewhere' }])
  })
})

describe('what stands outside of the text becomes words', () => {
  test.each([
    [{ message_type: 'location', location: { latitude: 52.5, longitude: 13.4 } }, '52.5, 13.4'],
    [
      {
        message_type: 'location',
        location: { latitude: '52.5', longitude: '13.4', accuracy: 12.4, duration: 'an hour' },
      },
      '52.5, 13.4, within 12 m, shared for: an hour',
    ],
    [{ message_type: 'location' }, 'A place, of which Sendblue passes nothing on'],
    [{ app_card: { url: 'https://app.example/choice?slot=3', revision: 1 } }, 'https://app.example/choice?slot=3'],
    [{ app_card: { url: 'https://app.example/3', layout: { caption: 'Slot 3' } } }, 'Slot 3\nhttps://app.example/3'],
    [{ app_card: { appName: 'Booking', url: 'data:x' } }, 'A card of the app “Booking”, without words'],
    [{ message_type: 'hologram' }, 'Something that Sendblue calls “hologram”'],
    [{}, 'A message came of which Sendblue passes nothing on.'],
    [{ content: '\ufffc' }, 'A message came of which Sendblue passes nothing on.'],
  ])('%j', async (holds, body) => {
    expect(await received({ content: '', ...holds })).toMatchObject([{ kind: 'reply', body, made: true }])
  })

  test('words that a person typed stay theirs beside a place', async () => {
    const [reply] = await received({ content: 'Meet here', location: { latitude: 1, longitude: 2 } })
    expect(reply).toMatchObject({ body: 'Meet here\n1, 2' })
    expect(reply).not.toHaveProperty('made')
  })

  test('what is still to come is said to be, so that the file completes it under the same id', async () => {
    const [first] = await received({ content: '' })
    const [second] = await received({ content: '', media_url: 'https://storage.example/a/b.jpg' })
    expect(first).toMatchObject({ provisional: true })
    expect(second).toMatchObject({ attachments: [{ name: 'b.jpg' }] })
    expect(second).not.toHaveProperty('provisional')
    expect((first as { providerId: string }).providerId).toBe((second as { providerId: string }).providerId)
  })
})

describe('a file', () => {
  test.each([
    ['Angebot%20M%C3%BCller%20%F0%9F%98%80.pdf?X=1', 'Angebot Müller 😀.pdf', 'application/pdf'],
    ['clip.3gp', 'clip.3gp', 'video/3gpp'],
    ['voice.ogg', 'voice.ogg', 'audio/ogg'],
    ['Offer.DOCX', 'Offer.DOCX', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['invoice_%E2%80%AEfdp.exe', 'invoice_fdp.exe', 'application/octet-stream'],
  ])('%s is called %s', async (path, name, contentType) => {
    const [reply] = await received({ content: 'See', media_url: `https://storage.example/a/${path}` })
    const until = new Date('2026-12-02T10:00:00.000Z')
    expect(reply).toMatchObject({ body: 'See', attachments: [{ name, contentType, until }] })
  })

  test('ends when its own address says so, where that is sooner said', async () => {
    const media_url = 'https://storage.example/a.jpg?X-Goog-Date=20261102T100000Z&X-Goog-Expires=900&X-Goog-Signature=a'
    const [reply] = await received({ content: '', media_url })
    expect(reply).toMatchObject({ attachments: [{ until: new Date('2026-11-02T10:15:00Z') }] })
  })

  test('that only Messages itself needs is none', async () => {
    const [reply] = await received({
      content: 'https://x.example',
      media_url: 'https://s.example/8B.pluginPayloadAttachment',
    })
    expect(reply).not.toHaveProperty('attachments')
  })
})

describe('what is known beside the words', () => {
  test('the message that is answered, whoever writes', async () => {
    const answer = { number: 'ada.private@icloud.example', content: 'I take it' }
    const reply_to = { message_handle: 'OURS', part_index: 0 }
    expect(await received({ ...answer, reply_to, thread_originator: { message_handle: 'OURS' } })).toMatchObject([
      { from: 'ada.private@icloud.example', answers: ['OURS'] },
    ])
    expect(await received({ ...answer, reply_to, thread_originator: { message_handle: 'FIRST' } })).toMatchObject([
      { answers: ['OURS', 'FIRST'] },
    ])
  })

  test.each([
    ['START', undefined],
    ['Unstop', undefined],
    ['STOP', 'opted_out'],
    ['Who is this?', 'opted_out'],
  ])('%s beside the note “opted out”: %s', async (content, consent) => {
    const [reply] = await received({ content, opted_out: true })
    expect((reply as { consent?: string }).consent).toBe(consent)
  })

  test.each([
    [{ service: 'SMS' }, 'SMS'],
    [{ service: 'imessage' }, 'iMessage'],
    [{ was_downgraded: true, service: undefined }, 'SMS'],
    [{ service: 'RCS', was_downgraded: true }, 'RCS'],
    [{ service: 'pigeon' }, undefined],
  ])('what carried it: %j', async (told, service) => {
    for (const [event] of [await received({ content: 'Hi', ...told }), await sent({ status: 'SENT', ...told })]) {
      expect((event as { service?: string }).service).toBe(service)
    }
  })

  test('a sign that a phone wrote out as text is that sign', async () => {
    expect(await received({ content: 'Loved “See you at five”' })).toMatchObject([
      { kind: 'reaction', from: person, to: { quoted: 'See you at five' }, reaction: expect.stringMatching(/\S/) },
    ])
  })
})

describe('what leaves the line', () => {
  test('is told whole, for the relay to know it or not', async () => {
    const date_updated = '2026-11-02T10:00:05.000Z'
    expect(await sent({ status: 'DELIVERED', date_updated })).toEqual([
      {
        kind: 'elsewhere',
        providerId: 'H-1',
        to: person,
        body: 'Colleague from dashboard',
        subject: null,
        by: null,
        status: 'delivered',
        statusAt: new Date(date_updated),
        at: new Date(at),
      },
    ])
    expect(await sent({ status: 'TELEPORTED' })).toMatchObject([{ kind: 'ignored' }])
    expect(await received({ content: 'Echo', number: address })).toMatchObject([{ kind: 'ignored' }])
  })

  test.each([
    ['QUEUED', 'sending'],
    ['DELIVERED', 'delivered'],
    ['READ', 'read'],
    ['TELEPORTED', 'sending'],
  ])('written in the dashboard, %s', async (status, reached) => {
    expect(await sent({ status, seat_id: 'a-seat', sender_email: 'jo@company.example', service: 'SMS' })).toEqual([
      {
        kind: 'elsewhere',
        providerId: 'H-1',
        to: person,
        body: 'Colleague from dashboard',
        subject: null,
        by: 'jo@company.example',
        status: reached,
        service: 'SMS',
        at: new Date(at),
      },
    ])
  })

  test.each([
    [{ error_code: 4002 }, { code: 'recipient_refused', blame: 'address' }],
    [{ error_code: 5000 }, { code: 'provider_failed', blame: 'unknown' }],
    [{ error_code: 10001 }, { code: 'not_delivered', blame: 'unknown' }],
    [{ error_code: 77 }, { code: 'not_delivered', blame: 'unknown' }],
    [{ error_code: 0 }, { code: 'not_delivered', blame: 'unknown' }],
    [{ opted_out: true }, { code: 'recipient_opted_out', blame: 'opted_out' }],
    [
      { error_code: 77, error_message: 'Contact opted out' },
      { code: 'recipient_opted_out', blame: 'opted_out' },
    ],
    [{ error_code: '4001' }, { code: 'provider_throttled', notNow: { after: null } }],
    [{ error_code: 5509 }, { code: 'provider_throttled', notNow: { after: null } }],
    [{ error_code: 'SMS_LIMIT_REACHED' }, { code: 'sms_limit_reached', notNow: { after: null } }],
  ])('failed with %j', async (failed, error) => {
    for (const status of ['ERROR', 'DECLINED']) {
      const said = { error_reason: 'Why so', ...failed }
      expect(await sent({ status, ...said })).toMatchObject([
        { kind: 'status', status: 'failed', error: { ...error, detail: expect.stringContaining('Why so') } },
      ])
    }
  })
})

async function received(changes: object, origin: 'webhook' | 'history' = 'webhook'): Promise<ProviderEvent[]> {
  const named = { number: person, from_number: person, to_number: address, sendblue_number: address }
  const rest = { message_handle: 'H-1', is_outbound: false, status: 'RECEIVED', media_url: '', date_sent: at }
  const body = Buffer.from(JSON.stringify({ ...named, ...rest, ...changes }))
  return read({ origin, headers: { 'homing-received': '2026-11-02T12:00:00Z' }, body }, line)
}

async function sent(changes: object): Promise<ProviderEvent[]> {
  const named = { number: person, from_number: address, to_number: person, content: 'Colleague from dashboard' }
  return received({ ...named, is_outbound: true, ...changes })
}
