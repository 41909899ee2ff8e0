import { expect, test } from 'vitest'
import { ourId, readBounce } from '../../../../workbench/mail/fixture/read-bounce.ts'

const person = (subject: string, text: string, headers = 'In-Reply-To: {id}') =>
  `From: Maria <maria@customer.example>\nSubject: ${subject}\nMessage-ID: <m1@customer.example>\n${headers}\n\n${text}`

test.each([
  ['Re: Your order', 'We could not accept the delivery, it was returned to sender. Please send it again.'],
  [
    'Re: Your order',
    'Hello,\nmy colleague cannot be reached at the moment:\n550 5.1.1 User unknown\nUse lee@customer.example.',
  ],
  ['Re: Your order', 'My mailbox was full and over quota, sorry.'],
  ['Re: Undeliverable: Your order', 'I got this when I wrote to you. Did you get mine?'],
  ['Re: Your order', 'The delivery is delayed. We will try again tomorrow, no action is needed.'],
  ['AW: Ihre Bestellung', 'Das Paket konnte nicht zugestellt werden.'],
  ['Re: Your order', '> X-Homing-Reference: something\n> Message-ID: {id}\n\nWhat does this mean?'],
])('what a person writes of failures (%s) stays theirs: %s', async (subject, text) => {
  expect((await readBounce(person(subject, text))).became).toBe('words of a person')
})

test('a person who passes our message on as a file still writes for themselves', async () => {
  const mixed = 'Content-Type: multipart/mixed; boundary=b'
  const parts = (text: string) =>
    `--b\nContent-Type: text/plain\n\n${text}\n--b\nContent-Type: message/rfc822\n\n{ours}\n\nHello\n--b--`
  expect((await readBounce(person('Fwd: Your order', parts('Please answer this one.'), mixed))).became).toBe(
    'words of a person',
  )
  // Nobody's words are in this one.
  expect((await readBounce(person('Fwd: Your order', parts(''), mixed))).became).toBe('waits')
})

test('a person who passes on the report of a machine tells of a failure, and what they wrote waits to be seen', async () => {
  const text = `Look at this.

> From: Mail Delivery Subsystem <MAILER-DAEMON>
> Reporting-MTA: dns; mx.customer.example
>
> Final-Recipient: RFC822; maria@customer.example
> Action: failed
> Status: 5.1.1
> Diagnostic-Code: SMTP; 550 5.1.1 User unknown
{quoted}
>
> Hello`
  const { became, events } = await readBounce(person('Fwd: Returned mail', text, 'X-A: b'))
  expect(became).toBe('recipient_unknown and waits')
  expect(events[1]).toMatchObject({ kind: 'reply', from: 'maria@customer.example' })
  expect(events[1]?.kind === 'reply' && events[1].body).toContain('Look at this.')
})

test.each([
  ['Auto-Submitted: auto-replied', 'I am away until Monday. Your message is delayed until then.'],
  ['Return-Path: <>', 'I am away and cannot be reached. Messages will not be forwarded.'],
  ['X-Autoreply: yes', 'I have left. My mailbox is no longer read.'],
])('a note of absence (%s) fails nothing', async (header, text) => {
  const { events } = await readBounce(person('Re: Your order', text, `In-Reply-To: {id}\n${header}`))
  expect(events.filter(({ kind }) => kind === 'status')).toEqual([])
  expect(events.filter((event) => event.kind === 'reply' && event.aside === undefined)).toEqual([])
})

test('what waits says who wrote it, to what, and why; a mail system without a domain is near', async () => {
  const { events } = await readBounce(`
From: MAILER-DAEMON <>
Subject: Your message
Message-ID: <m2@mx.customer.example>
Date: Mon, 14 Sep 2026 10:00:00 +0000

The message is being held.

{ours}`)
  expect(events).toEqual([
    {
      kind: 'reply',
      providerId: '<m2@mx.customer.example>',
      from: 'mailer-daemon@company.example',
      subject: 'Your message',
      body: 'The message is being held.',
      made: true,
      aside: 'It is a report of a mail system that does not say what became of the message',
      at: new Date('2026-09-14T10:00:00Z'),
      conversationToken: undefined,
      answers: [ourId],
    },
  ])
})

test('a mail system that answers us is no person, whatever it says', async () => {
  for (const from of [
    'postmaster@customer.example',
    'post_master@customer.example',
    'Mailer-Daemon@customer.example',
  ]) {
    const mail = `From: ${from}\nIn-Reply-To: {id}\nSubject: Re: Your order\n\nThank you for your message.`
    expect((await readBounce(mail)).became).toBe('waits')
  }
})

test.each([
  'NDR Redaktion <redaktion@ndr.example>',
  'mta@customer.example',
  'Mail Service Nord <mailservice@nord.example>',
])('%s may be a person', async (from) => {
  const mail = `From: ${from}\nIn-Reply-To: {id}\nSubject: Re: Your order\n\nThank you.`
  expect((await readBounce(mail)).became).toBe('words of a person')
})

test.each([
  ['noreply@carrier.example', 'Your message could not be delivered to the phone.'],
  ['postmaster@carrier.example', '550 no such subscriber'],
  ['mms@carrier.example', 'Error: Invalid user address\n550 no such user'],
])(
  'a gateway (%s) that answers to the address of the conversation, and names no message, waits there',
  async (from, text) => {
    const to = 'To: replies+c0nv3rsat10nt0ken7@company.example'
    const { events } = await readBounce(`From: ${from}\n${to}\nSubject: Re: Your order\n\n${text}`)
    expect(events).toMatchObject([{ kind: 'reply', conversationToken: 'c0nv3rsat10nt0ken7' }])
    expect(events[0]?.kind === 'reply' && events[0].aside).toMatch(/names no message/)
  },
)

test('a person who writes to the address of the conversation is heard, also of failures', async () => {
  const head = 'From: Maria <maria@customer.example>\nTo: replies+c0nv3rsat10nt0ken7@company.example\nSubject: Re: x'
  expect((await readBounce(`${head}\n\nYour parcel could not be delivered.`)).became).toBe('words of a person')
})
