import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { TimelineEntry } from '../message/timeline-entry.ts'
import { entryProperties } from './entry.ts'

const names = { lineLabel: 'Sales <SMS>', lineAddress: '+15550100001', writer: null }
const entry = (changes: Partial<TimelineEntry> = {}): TimelineEntry => ({
  messageId: '0198c0de-0000-7000-8000-000000000001',
  object: 'communications',
  contactId: '501',
  direction: 'outbound',
  channel: 'sms',
  lineId: 'sms',
  address: '+12025550143',
  subject: null,
  body: 'Hello',
  status: 'delivered',
  errorDetail: null,
  insteadOf: null,
  followedBy: null,
  twice: false,
  service: null,
  actor: null,
  elsewhere: null,
  edited: false,
  reactions: [],
  original: null,
  unproved: false,
  attachments: [],
  at: new Date('2026-11-21T10:00:00Z'),
  engagementId: null,
  wanted: 1,
  ...changes,
})
const bodyOf = (changes: Partial<TimelineEntry>) => entryProperties(entry(changes), names).hs_communication_body ?? ''

test('a message says where it went, how it stands, and what was written', () => {
  expect(entryProperties(entry(), names)).toEqual({
    hs_timestamp: '2026-11-21T10:00:00.000Z',
    hs_communication_channel_type: 'SMS',
    hs_communication_logged_from: 'CRM',
    hs_communication_body:
      '<p><strong>SMS · Delivered</strong> to +12025550143 from Sales &#60;SMS&#62;</p><p>Hello</p>',
  })
  expect(bodyOf({ direction: 'inbound' })).toContain('<strong>SMS · Received</strong> from +12025550143 on')
})

test('who had it sent stands on it, and it is theirs where HubSpot knows them as an owner', () => {
  const by = (name: string, ownerId: string | null, changes: Partial<TimelineEntry> = {}) =>
    entryProperties(entry(changes), { ...names, writer: { name, ownerId } })
  expect(by('Ada <b>', '77')).toMatchObject({
    hs_communication_body: expect.stringContaining('from Sales &#60;SMS&#62; by Ada &#60;b&#62;</p>') as string,
    hubspot_owner_id: '77',
  })
  expect(by('ada@company.example', null)).not.toHaveProperty('hubspot_owner_id')
  const email = by('Ada', '77', { object: 'emails', channel: 'email', subject: 'Hi' })
  expect(email).toMatchObject({ hs_email_text: '[Sent by Ada]\nHello', hubspot_owner_id: '77' })
})

test('HubSpot has no iMessage, so it is an SMS that says what it is', () => {
  const properties = entryProperties(entry({ channel: 'imessage' }), names)
  expect(properties.hs_communication_channel_type).toBe('SMS')
  expect(properties.hs_communication_body).toContain('iMessage · Delivered')
  expect(entryProperties(entry({ channel: 'whatsapp' }), names).hs_communication_channel_type).toBe('WHATS_APP')
})

test('every status has words of its own, and a failure its reason', () => {
  const words = DeliveryStatus.anyOf.map(({ const: status }) => bodyOf({ status }))
  expect(new Set(words).size).toBe(DeliveryStatus.anyOf.length)
  expect(bodyOf({ status: 'failed', errorDetail: 'no <b>such</b> number' })).toContain(
    '<strong>SMS · Failed</strong> to +12025550143 from Sales &#60;SMS&#62;</p><p>No &#60;b&#62;such&#60;/b&#62; number.</p>',
  )
  expect(bodyOf({ status: 'unknown', errorDetail: 'ECONNRESET' })).not.toContain('ECONNRESET')
})

test("nobody's text becomes markup", () => {
  const hostile = `<script>alert("x")</script> & 'quotes' <img src=x onerror=y>`
  const body = bodyOf({ body: hostile, address: hostile, errorDetail: hostile, status: 'failed' })
  expect(body.replace(/<\/?(p|strong|br)>/g, '')).not.toMatch(/[<>"']/)
  expect(bodyOf({ body: 'one\ntwo\r\nthree' })).toContain('one<br>two<br>three')
})

test('whatever the text, it is at most what HubSpot takes and its markup is whole', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .tuple(fc.constantFrom('&', '🐦', 'x', '<', '\n', '\ud800'), fc.nat(100_000))
      .map(([one, count]) => one.repeat(count)),
  )
  fc.assert(
    fc.property(text, text, (body, errorDetail) => {
      const made = bodyOf({ body, errorDetail, status: 'failed' })
      expect(made.length).toBeLessThanOrEqual(65_536)
      expect(made.isWellFormed() || !body.isWellFormed()).toBe(true)
      expect(made).toMatch(body === '' ? /^<p>[^]*<\/p>$/ : /^<p>[^]*<\/p><p>[^]*<\/p>$/)
      expect(made.replace(/<\/?(p|strong|br)>/g, '').replace(/&#[0-9]+;/g, '')).not.toMatch(/[<>&]/)
    }),
    { numRuns: 30 },
  )
})

test('a text that had to be cut says so', () => {
  expect(bodyOf({ body: 'x'.repeat(70_000) })).toContain('shortened; the whole text is in Homing')
  expect(bodyOf({ body: 'x'.repeat(60_000) })).not.toContain('shortened')
})

test('emails are emails, with who wrote to whom', () => {
  const email = (changes: Partial<TimelineEntry>) =>
    entryProperties(
      entry({ object: 'emails', channel: 'email', address: 'ada@example.com', subject: 'Hi', ...changes }),
      {
        lineLabel: 'Sales',
        lineAddress: 'sales@company.example',
        writer: null,
      },
    )
  expect(email({})).toMatchObject({
    hs_email_direction: 'EMAIL',
    hs_email_status: 'SENT',
    hs_email_subject: 'Hi',
    hs_email_text: 'Hello',
  })
  expect(JSON.parse(email({}).hs_email_headers ?? '')).toMatchObject({
    from: { email: 'sales@company.example' },
    to: [{ email: 'ada@example.com' }],
  })
  expect(email({ direction: 'inbound' })).toMatchObject({
    hs_email_direction: 'INCOMING_EMAIL',
    hs_email_status: 'SENT',
  })
  expect(email({ status: 'undelivered' }).hs_email_status).toBe('BOUNCED')
  expect(email({ status: 'failed' }).hs_email_status).toBe('FAILED')
  expect(email({ status: 'undelivered', errorDetail: 'The mailbox is full' }).hs_email_text).toBe(
    '[Not delivered. The mailbox is full.]\nHello',
  )
  expect(email({ status: 'unknown' }).hs_email_status).toBe('SENDING')
  expect(email({ body: 'x'.repeat(100_000) }).hs_email_text?.length).toBeLessThanOrEqual(65_536)
})

test('a ladder is told on both entries, and a late delivery is not hidden', () => {
  const insteadOf = { channel: 'imessage' as const, reason: 'this address cannot get <iMessage>' }
  expect(bodyOf({ insteadOf })).toContain(
    '<p>Sent instead of iMessage: This address cannot get &#60;iMessage&#62;.</p>',
  )
  expect(bodyOf({ status: 'sent', followedBy: 'email' })).toContain('<p>Then sent by email.</p>')
  expect(bodyOf({ status: 'delivered', followedBy: 'sms' })).toContain('Delivered late, after it was also sent by SMS.')
  expect(bodyOf({ status: 'read', followedBy: 'sms', twice: true })).toContain(
    'Delivered late, after it was also sent by SMS: this person has it twice.',
  )
  const email = entryProperties(entry({ object: 'emails', channel: 'email', insteadOf }), names)
  expect(email.hs_email_text).toBe('[Sent instead of iMessage: This address cannot get <iMessage>.]\nHello')
})

test('files are named', () => {
  const attachments = [{ name: 'offer.pdf', url: null }, { url: 'https://files.example/a/photo.jpg?x=1' }]
  expect(bodyOf({ attachments })).toContain('<p>With offer.pdf, photo.jpg</p>')
})

test('an email stands in full, what it quotes too, as far as HubSpot takes it, and says where it was cut', () => {
  const mail = { object: 'emails', channel: 'email', direction: 'inbound', body: 'My answer' } as const
  const textOf = (original: string | null) => entryProperties(entry({ ...mail, original }), names).hs_email_text ?? ''
  expect(textOf(null)).toBe('My answer')
  expect(textOf('My answer\n\n> Old')).toMatch(/^My answer\n\n—+ The whole mail —+\n\nMy answer\n\n> Old$/)
  const long = textOf('🐦'.repeat(60_000))
  expect(long.length).toBeLessThanOrEqual(65_536)
  expect(long.isWellFormed()).toBe(true)
  expect(long).toMatch(/the whole mail is in Homing\)$/)
})

test('what was written elsewhere, changed or signed says so, and nothing is empty', () => {
  expect(bodyOf({ elsewhere: { by: 'Jo <jo@x>' } })).toContain('<p>Written outside of Homing by Jo &#60;jo@x&#62;.</p>')
  expect(bodyOf({ elsewhere: { by: null } })).toContain('<p>Written outside of Homing.</p>')
  expect(bodyOf({ edited: true })).toContain('Edited by whoever wrote it')
  expect(bodyOf({ reactions: ['👍', '<b>'] })).toContain('<p>Reactions: 👍 &#60;b&#62;</p>')
  expect(bodyOf({ service: 'RCS', status: 'delivered' })).toContain('<strong>RCS · Delivered</strong>')
  expect(bodyOf({ body: '', attachments: [{ name: 'a.png', url: null }] })).not.toContain('<p></p>')
})

test.each([490, 497, 498, 499, 500, 995, 998, 999, 1_000])(
  'what is cut after some %i characters is cut between two',
  (length) => {
    for (const sign of ['😀', '👨‍👩‍👧', '🇩🇪', '👍🏽']) {
      const text = 'x'.repeat(length) + sign.repeat(600)
      const told: Partial<TimelineEntry>[] = [
        { subject: text, object: 'emails', channel: 'email' },
        { insteadOf: { channel: 'imessage', reason: text } },
        { status: 'failed', errorDetail: text },
        { elsewhere: { by: text } },
        { attachments: [{ name: text, url: null }] },
        { reactions: [text] },
      ]
      for (const changes of told) {
        const all = Object.values(entryProperties(entry(changes), names)).join('')
        expect(all.isWellFormed()).toBe(true)
        expect(all).not.toContain('\ufffd')
        // Nothing of a sign without the rest of it.
        expect(all.replaceAll(sign, '')).not.toMatch(/[\u200d\u{1f000}-\u{1ffff}]/u)
      }
    }
  },
)
