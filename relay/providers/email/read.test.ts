import { expect, test } from 'vitest'
import { Invalid } from '../../errors.ts'
import { markedReference, messageIdOf } from './message-id.ts'
import { read } from './read.ts'
import { only, outgoing, received, testLine } from '../../../workbench/mail/fixture/test-line.ts'

const line = testLine()
const from = 'From: Maria <maria@customer.example>'
const id = 'Message-ID: <1@customer.example>'

test('our own copies are passed over, and nobody else’s: another installation with the same software is a correspondent', async () => {
  const reference = outgoing().reference
  const own = markedReference(reference, line)
  const marked = (value: string, sender = from) => received([sender, id, `X-Homing-Reference: ${value}`], 'x')
  only(await read(marked(own, 'From: Sales@company.example'), line), 'ignored')
  only(await read(received([from, `Message-ID: ${messageIdOf(reference, line)}`], 'x'), line), 'ignored')
  expect(only(await read(marked(own), line), 'reply').aside).toBe('It is a message of ours that came back')
  const other = markedReference(reference, { ...line, portalId: '7' })
  expect(only(await read(marked(other), line), 'reply').aside).toBeUndefined()
})

test.each([
  ['To: replies+c0nv3rsat10nt0ken7@company.example', 'c0nv3rsat10nt0ken7'],
  ['Cc: "Sales, Acme" <Replies+c0nv3rsat10nt0ken7@Company.Example>, b@c.example', 'c0nv3rsat10nt0ken7'],
  ['X-Original-To: replies+c0nv3rsat10nt0ken7@company.example', 'c0nv3rsat10nt0ken7'],
  ['Delivered-To: replies+c0nv3rsat10nt0ken7@company.example', 'c0nv3rsat10nt0ken7'],
  ['To: REPLIES+C0NV3RSAT10NT0KEN7@COMPANY.EXAMPLE', 'c0nv3rsat10nt0ken7'],
  ['X-Forwarded-To: replies+c0nv3rsat10nt0ken7@company.example', 'c0nv3rsat10nt0ken7'],
  ['Received: by mx for <replies+c0nv3rsat10nt0ken7@company.example>; 1 Jan 2026', 'c0nv3rsat10nt0ken7'],
  ['To: replies+short@company.example', undefined],
  ['To: replies+c0nv3rsat10nt0ken7@elsewhere.example', undefined],
  ['To: xreplies+c0nv3rsat10nt0ken7@company.example', undefined],
  ['Subject: replies+c0nv3rsat10nt0ken7@company.example', undefined],
  ['To: replies+c0nv3rsat10nt0ken7@company.example, replies+an0therc0nversat1on@company.example', undefined],
])('%s names the conversation %s', async (header, token) => {
  const body = 'replies+fr0mthebody0000000@company.example'
  expect(only(await read(received([from, id, header], body), line), 'reply').conversationToken).toBe(token)
})

test('where To names two conversations, the envelope says which copy this is', async () => {
  const headers = [
    'Delivered-To: replies+an0therc0nversat1on@company.example',
    from,
    id,
    'To: replies+c0nv3rsat10nt0ken7@company.example, replies+an0therc0nversat1on@company.example',
  ]
  expect(only(await read(received(headers, 'x'), line), 'reply').conversationToken).toBe('an0therc0nversat1on')
})

test('HTML alone becomes text without the quoted part, and attachments are named', async () => {
  const html =
    '<p>Yes, <b>blue</b>.</p><div>On Mon, Sep 14, 2026 Acme &lt;sales@company.example&gt; wrote:</div><blockquote>Blue?</blockquote>'
  const text = [
    '--b\r\nContent-Type: text/html; charset=utf-8\r\n',
    html,
    '--b\r\nContent-Type: image/png; name="photo.png"\r\nContent-Disposition: attachment; filename="photo.png"\r\n',
    'x',
    '--b--',
  ].join('\r\n')
  const events = await read(
    received([from, id, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'], text),
    line,
  )
  expect(only(events, 'reply').body).toBe('Yes, blue.')
  expect(only(events, 'reply').attachments).toEqual([{ url: null, contentType: 'image/png', name: 'photo.png' }])
})

test('HTML too large to be turned into text does not cost the reply', async () => {
  const html = `<p>Yes</p>${'<i></i>'.repeat(300_000)}`
  const events = await read(received([from, id, 'Content-Type: text/html'], html), line)
  expect(only(events, 'reply').body).toBe('Yes')
})

test('the time is the sender’s unless it contradicts the time of arrival', async () => {
  const at = async (date: string, internal?: string) => {
    const item = received([from, id, `Date: ${date}`], 'x')
    const headers = internal ? { 'imap-internal-date': internal } : item.headers
    return only(await read({ ...item, headers }, line), 'reply').at.toISOString()
  }
  const arrival = '2026-09-14T10:00:00.000Z'
  expect(await at('Mon, 14 Sep 2026 09:58:00 +0000', arrival)).toBe('2026-09-14T09:58:00.000Z')
  expect(await at('Mon, 14 Sep 2037 09:58:00 +0000', arrival)).toBe(arrival)
  expect(await at('Thu, 1 Jan 1970 00:00:00 +0000', arrival)).toBe(arrival)
  expect(await at('nonsense', arrival)).toBe(arrival)
  expect(await at('Mon, 14 Sep 2026 09:58:00 +0000')).toBe('2026-09-14T09:58:00.000Z')
})

test('an email without a sender is refused, with words; whoever another header names will do', async () => {
  await expect(read(received(['Subject: x'], 'x'), line)).rejects.toBeInstanceOf(Invalid)
  for (const header of [
    'Sender: m@customer.example',
    'Reply-To: "M" <m@customer.example>',
    'Return-Path: <m@customer.example>',
  ]) {
    expect(only(await read(received([header, 'From: Maria'], 'x'), line), 'reply').from).toBe('m@customer.example')
  }
})

test.each([
  ['jo..doe.@docomo.example', 'jo..doe.@docomo.example'],
  ['"jo..q."@docomo.example', 'jo..q.@docomo.example'],
  ['Jo <"jo..q."@docomo.example>', 'jo..q.@docomo.example'],
  ['Jo <.jo@DOCOMO.example>', '.jo@docomo.example'],
  ['jo@mail_1.customer.example.', 'jo@mail_1.customer.example'],
  ['Jo <jo@xn--mller-kva.example>', 'jo@müller.example'],
])('an address that its provider gave out is one: %s', async (address, known) => {
  expect(only(await read(received([`From: ${address}`, id], 'x'), line), 'reply').from).toBe(known)
})

test('a report that says delayed or delivered is told apart from a bounce, and others name no message of ours', async () => {
  const report = (action: string, returned: string[]) =>
    received(
      ['From: MAILER-DAEMON@mx.example', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
      [
        '--b\r\nContent-Type: message/delivery-status\r\n',
        `Action: ${action}\r\nStatus: 4.4.1`,
        '--b\r\nContent-Type: message/rfc822\r\n',
        ...returned,
        '\r\n--b--',
      ].join('\r\n'),
    )
  const returned = [`Message-ID: ${messageIdOf('ref', line)}`]
  only(await read(report('delayed', returned), line), 'ignored')
  expect(only(await read(report('delivered', returned), line), 'status')).toMatchObject({
    status: 'delivered',
    reference: 'ref',
  })
  only(await read(report('failed', ['Subject: x']), line), 'ignored')
  // A server that renamed the message still returns our own header.
  const renamed = ['Message-ID: <other@outlook.example>', `X-Homing-Reference: ${markedReference('ref', line)}`]
  expect(only(await read(report('failed', renamed), line), 'status')).toMatchObject({
    status: 'undelivered',
    providerId: '<other@outlook.example>',
    reference: 'ref',
  })
})

test('complaints and read receipts are no replies', async () => {
  for (const type of ['feedback-report', 'disposition-notification']) {
    const headers = [from, id, `Content-Type: multipart/report; report-type=${type}; boundary=b`]
    only(await read(received(headers, '--b--'), line), 'ignored')
  }
})
