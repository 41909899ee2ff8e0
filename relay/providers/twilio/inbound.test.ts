import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person } from '../../../test/providers/person.ts'
import { openTestWorld, type TestWorld } from '../../../workbench/twilio-api/fixture/test-world.ts'
import { read } from './read.ts'

let world: TestWorld

beforeEach(async () => {
  world = await openTestWorld()
})
afterEach(() => world.close())

const place = { MessageType: 'location', Latitude: '37.78', Longitude: '-122.39', Address: '1 Main St', Label: 'Cafe' }
const cafe = 'Cafe\n1 Main St\n37.78, -122.39'
const ad = { ReferralHeadline: 'Chat with us', ReferralSourceUrl: 'https://fb.me/1', ReferralSourceType: 'ad' }

describe('what is made of content outside of the text', () => {
  test.each<[string, string, Record<string, string>, string | RegExp]>([
    ['a place', '', place, cafe],
    ['a place with words', 'Meet here', place, `Meet here\n${cafe}`],
    ['a button of RCS', '', { ButtonText: 'Yes', ButtonPayload: 'y' }, 'Yes'],
    ['a row of a list', '', { MessageType: 'interactive', ListTitle: 'Two', ListDescription: 'Tables' }, 'Two\nTables'],
    ['a form', '', { MessageType: 'interactive', InteractiveData: '{"date":"2026-12-01"}' }, 'date: 2026-12-01'],
    ['a kind of tomorrow', '', { MessageType: 'hologram', HologramTitle: 'Me' }, /“hologram”[^]*HologramTitle: Me/],
    ['nothing', '', {}, /without text/],
    ['words of another', 'STOP', { Forwarded: 'true' }, 'Forwarded:\nSTOP'],
  ])('%s', async (_name, body, parameters, expected) => {
    world.api.write({ from: `whatsapp:${person}`, body, parameters })
    const said = typeof expected === 'string' ? expected : expect.stringMatching(expected)
    expect(await world.heard(world.whatsapp)).toMatchObject([{ kind: 'reply', from: person, made: true, body: said }])
  })
})

test('what was typed stays typed; a button says the same twice, and an ad stands below, but for a word on consent', async () => {
  world.api.write({ from: `whatsapp:${person}`, body: 'Yes', parameters: { ButtonText: 'Yes', ButtonPayload: 'y' } })
  world.api.write({ from: `whatsapp:${person}`, body: 'Hi', parameters: ad })
  world.api.write({ from: `whatsapp:${person}`, body: 'STOP', parameters: ad })
  const heard = await world.heard(world.whatsapp)
  expect(heard).toMatchObject([
    { body: 'Yes' },
    { body: 'Hi\n\nCame by the ad “Chat with us” (https://fb.me/1)' },
    { body: 'STOP' },
  ])
  expect(heard.filter((event) => 'made' in event)).toEqual([])
})

test('a sign beside a message names it by its id on WhatsApp, and by its words where a phone wrote it out', async () => {
  const answered = `SM${'3'.repeat(32)}`
  const reaction = { MessageType: 'reaction', OriginalRepliedMessageSid: answered }
  world.api.write({ from: `whatsapp:${person}`, body: '👍', parameters: reaction })
  world.api.write({ from: person, body: 'Liked “See you at 5”' })
  world.api.write({ from: person, body: 'Removed a like from “See you at 5”' })
  world.api.write({ from: person, body: 'In a thread', parameters: { OriginalRepliedMessageSid: answered } })
  expect(await world.heard()).toMatchObject([
    { kind: 'reaction', to: { providerId: answered }, reaction: '👍' },
    { kind: 'reaction', to: { quoted: 'See you at 5' }, reaction: '👍' },
    { kind: 'reaction', to: { quoted: 'See you at 5' }, reaction: null },
    { kind: 'reply', answers: [answered] },
  ])
})

test('what carried a message is told, and how a phone arranges its parts is no file', async () => {
  const service = `MG${'9'.repeat(32)}`
  await world.close()
  world = await openTestWorld({ messagingServiceSid: service })
  world.api.write({ from: person, body: 'Plain' })
  world.api.write({
    from: person,
    body: '',
    media: [{ contentType: 'application/smil' }, { contentType: 'image/JPEG' }],
  })
  world.api.write({ from: `rcs:${person}`, body: 'Rich', parameters: { To: 'rcs:acme_agent' } })
  expect(await world.heard()).toMatchObject([
    { service: 'SMS' },
    { service: 'MMS', attachments: [{ contentType: 'image/jpeg', name: 'attachment-2.jpg' }] },
    { service: 'RCS', from: person },
  ])
})

test.each([
  ['a plus that became a blank', { From: ' 14155561001', To: ' 14155550100' }],
  ['no plus at all', { From: '+14155561001', To: '14155550100' }],
  ['no word on whom it was for', { From: '+14155561001' }],
  ['an older name of the id', { From: '+14155561001', MessageSid: '', SmsMessageSid: `SM${'4'.repeat(32)}` }],
])('%s decides nothing', async (_name, changes) => {
  const form = new URLSearchParams({ MessageSid: `SM${'4'.repeat(32)}`, Body: 'Hi', ...changes })
  const received = { origin: 'webhook', headers: {}, body: Buffer.from(form.toString()) } as const
  expect(await read(received, world.line)).toMatchObject([{ kind: 'reply', from: person, body: 'Hi' }])
})

test("a later failure keeps Twilio's own words, and a daily limit lasts until the carriers' tomorrow", async () => {
  const at = new Date('2026-12-01T20:00:00Z')
  const reported = (ErrorCode: string, ErrorMessage = '') => {
    const form = { MessageSid: `SM${'4'.repeat(32)}`, MessageStatus: 'undelivered', ErrorCode, ErrorMessage }
    const headers = { 'homing-received': at.toISOString() }
    return { origin: 'webhook', headers, body: Buffer.from(new URLSearchParams(form).toString()) } as const
  }
  const now = () => at
  const words = await read(reported('30007', 'Words of Twilio'), world.line, now)
  expect(words).toMatchObject([{ error: { detail: expect.stringContaining('Words of Twilio') } }])
  // It is noon in Los Angeles.
  const hours = 12 * 3_600_000
  for (const code of ['30023', '30027', '63038']) {
    const [event] = await read(reported(code), world.line, now)
    expect(event).toMatchObject({ status: 'undelivered', error: { code: 'daily_limit' } })
    const after = event?.kind === 'status' ? (event.error?.notNow?.after ?? 0) : 0
    expect(after).toBeGreaterThanOrEqual(hours)
    expect(after).toBeLessThan(hours + 600_000)
  }
  expect(await read(reported('30001'), world.line, now)).toMatchObject([{ error: { notNow: { after: null } } }])
})
