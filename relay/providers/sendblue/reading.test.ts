import { describe, expect, test } from 'vitest'
import { Invalid } from '../../errors.ts'
import { person } from '../../../test/providers/person.ts'
import { readSent } from './fixture/read-sent.ts'
import { readReceived } from './fixture/read-received.ts'

describe('an optional part never decides', () => {
  test.each([
    [{}],
    [{ reply_to: {}, thread_originator: null }],
    [{ reply_to: 'H-0' }],
    [{ opted_out: 'perhaps', error_code: {}, participants: 'two', service: 4 }],
    [{ is_outbound: undefined }],
    [{ is_outbound: 'false' }],
    [{ date_sent: 'soon', date_updated: '2026-11-02T10:00:00Z' }],
    [{ status: undefined, media_url: 7, location: 'here', app_card: [] }],
  ])('%j: the words are read', async (odd) => {
    expect(await readReceived({ content: 'Hello', ...odd })).toMatchObject([
      { kind: 'reply', from: person, body: 'Hello' },
    ])
  })

  test.each([[{ message_handle: null }], [{ message_handle: '' }], [{ number: null, from_number: null }]])(
    '%j is unreadable, and in the history its own delivery',
    async (odd) => {
      expect(await readReceived({ content: 'Hello', ...odd })).toMatchObject([{ kind: 'unreadable' }])
      await expect(readReceived({ content: 'Hello', ...odd }, 'history')).rejects.toBeInstanceOf(Invalid)
    },
  )

  test('without any time it is as old as its arrival', async () => {
    const [reply] = await readReceived({ content: 'Now', date_sent: null, date_updated: null })
    expect(reply).toMatchObject({ kind: 'reply', at: new Date('2026-11-02T12:00:00Z') })
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
    expect(await readReceived({ content: '', ...holds })).toMatchObject([{ kind: 'reply', body, made: true }])
  })

  test('words that a person typed stay theirs beside a place', async () => {
    const [reply] = await readReceived({ content: 'Meet here', location: { latitude: 1, longitude: 2 } })
    expect(reply).toMatchObject({ body: 'Meet here\n1, 2' })
    expect(reply).not.toHaveProperty('made')
  })

  test('what is still to come is said to be, so that the file completes it under the same id', async () => {
    const [first] = await readReceived({ content: '' })
    const [second] = await readReceived({ content: '', media_url: 'https://storage.example/a/b.jpg' })
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
    const [reply] = await readReceived({ content: 'See', media_url: `https://storage.example/a/${path}` })
    const until = new Date('2026-12-02T10:00:00.000Z')
    expect(reply).toMatchObject({ body: 'See', attachments: [{ name, contentType, until }] })
  })

  test('ends when its own address says so, where that is sooner said', async () => {
    const media_url = 'https://storage.example/a.jpg?X-Goog-Date=20261102T100000Z&X-Goog-Expires=900&X-Goog-Signature=a'
    const [reply] = await readReceived({ content: '', media_url })
    expect(reply).toMatchObject({ attachments: [{ until: new Date('2026-11-02T10:15:00Z') }] })
  })

  test('that only Messages itself needs is none', async () => {
    const [reply] = await readReceived({
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
    expect(await readReceived({ ...answer, reply_to, thread_originator: { message_handle: 'OURS' } })).toMatchObject([
      { from: 'ada.private@icloud.example', answers: ['OURS'] },
    ])
    expect(await readReceived({ ...answer, reply_to, thread_originator: { message_handle: 'FIRST' } })).toMatchObject([
      { answers: ['OURS', 'FIRST'] },
    ])
  })

  test.each([
    ['START', undefined],
    ['Unstop', undefined],
    ['STOP', 'opted_out'],
    ['Who is this?', 'opted_out'],
  ])('%s beside the note “opted out”: %s', async (content, consent) => {
    const [reply] = await readReceived({ content, opted_out: true })
    expect((reply as { consent?: string }).consent).toBe(consent)
  })

  test.each([
    [{ service: 'SMS' }, 'SMS'],
    [{ service: 'imessage' }, 'iMessage'],
    [{ was_downgraded: true, service: undefined }, 'SMS'],
    [{ service: 'RCS', was_downgraded: true }, 'RCS'],
    [{ service: 'pigeon' }, undefined],
  ])('what carried it: %j', async (told, service) => {
    for (const [event] of [
      await readReceived({ content: 'Hi', ...told }),
      await readSent({ status: 'SENT', ...told }),
    ]) {
      expect((event as { service?: string }).service).toBe(service)
    }
  })

  test('a sign that a phone wrote out as text is that sign', async () => {
    expect(await readReceived({ content: 'Loved “See you at five”' })).toMatchObject([
      { kind: 'reaction', from: person, to: { quoted: 'See you at five' }, reaction: expect.stringMatching(/\S/) },
    ])
  })
})
