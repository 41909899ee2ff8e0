import { expect, test } from 'vitest'
import { readBounce } from '../../../../workbench/mail/fixture/read-bounce.ts'

/** How less known mail servers report in words of their own, without the structure of RFC 3464. */
const families: readonly [name: string, becomes: string, mail: string][] = [
  [
    'DragonFly, which names no sender',
    'refused_by_policy',
    `
From: MAILER-DAEMON <>
To: sales@company.example
Subject: Mail delivery failed

This is the DragonFly Mail Agent v0.13 at relay.company.example.

There was an error delivering your mail to <maria@customer.example>.

mx.customer.example [192.0.2.7] did not like our DATA:
554 5.7.1 This looks like spam

Message headers follow.

{ours}`,
  ],
  [
    'OpenSMTPD',
    'recipient_unknown',
    `
Return-Path: <>
From: Mailer Daemon <MAILER-DAEMON@relay.company.example>
Subject: Delivery status notification: error

    Hi!

    This is the MAILER-DAEMON, do not reply to this e-mail.

    An error has occurred while attempting to deliver a message for these recipients:

maria@customer.example: 550 5.1.1 Who is that?

    Below is a copy of the original message:

{ours}`,
  ],
  [
    'OpenSMTPD, which waits',
    'delayed',
    `
From: Mailer Daemon <MAILER-DAEMON@relay.company.example>
Subject: Delivery status notification: delayed

    Hi!

    A message is delayed for more than 4 hours for the following recipients:

maria@customer.example: Network error on destination MXs

    Please note that this is only a temporary failure report.
    The message is kept in the queue for up to 4 days.

    Below is a copy of the original message:

{ours}`,
  ],
  [
    'Courier',
    'recipient_unknown',
    `
Return-Path: <>
From: "Courier mail server at mx.customer.example" <@>
Subject: NOTICE: mail delivery status.

This is a delivery status notification from mx.customer.example, running the Courier mail server.

UNDELIVERABLE MAIL

<maria@customer.example>:
     mx.customer.example [192.0.2.7]:
     <<< 550 User unknown.

If your message was returned along with this report, it is below.

{ours}`,
  ],
  [
    'Postfix, cut to text on its way',
    'recipient_unknown',
    `
Return-Path: <>
From: MAILER-DAEMON@relay.company.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Content-Type: text/plain

This is the mail system at host relay.company.example.

I am sorry to say that your message could not be delivered.

<maria@customer.example>: host mx.customer.example[192.0.2.7] said: 550 5.1.1
    unknown here (in reply to RCPT TO command)

{ours}

Hello`,
  ],
  [
    'Apache James',
    'recipient_unknown',
    `
Return-Path: <>
From: postmaster@james.customer.example
Subject: Re: Your order
In-Reply-To: {id}
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Hi. This is the James mail server. I could not reach the addresses below.

maria@customer.example

Error message below:
550 - Requested action not taken: no such user here

--b--`,
  ],
  [
    'MDaemon',
    'recipient_unknown',
    `
From: MDaemon@customer.example
Subject: Permanent Delivery Failure
Return-Path: <MDaemon@customer.example>

The attached message could not be delivered: no such mailbox here, maria@customer.example.

: Message contains [1] file attachments

{ours}`,
  ],
  [
    'IMail',
    'recipient_unknown',
    `
From: "Postmaster" <postmaster@customer.example>
Subject: Undeliverable Mail

Unknown user: maria@customer.example

Original message follows.

{ours}`,
  ],
  [
    'SmarterMail',
    'recipient_unknown',
    `
From: System Administrator <>
Subject: Delivery Failure

Could not deliver message to the following recipient(s):

Failed Recipient: maria@customer.example
Reason: Remote host said: 550 No such user

   -- The header and top 20 lines of the message follows --

{ours}`,
  ],
  [
    'CommuniGate',
    'mailbox_full',
    `
From: <MAILER-DAEMON@customer.example>
Subject: Undeliverable mail: Your order

Failed to deliver to '<maria@customer.example>'
LOCAL module(account maria) reports:
 account is full (quota exceeded)

{ours}`,
  ],
  [
    'GroupWise',
    'recipient_unknown',
    `
From: Mailer-Daemon@gw.customer.example
Subject: Mail System Error - Returned Mail

The message that you sent was undeliverable to the following:
	maria (user not found)

Possibly truncated original message follows:

{ours}`,
  ],
  [
    'a queue that goes on by itself',
    'delayed',
    `
From: MAILER-DAEMON@relay.customer.example
Subject: Temporary problem

A temporary error occurred: 421 Try later. The message stays in our queue and will be sent again automatically.

{ours}`,
  ],
  [
    'one that says nothing of going on',
    'waits',
    `
From: MAILER-DAEMON@relay.customer.example
Subject: Problem

Your message could not be delivered because of a temporary error: 451 disk trouble

{ours}`,
  ],
]

test.each(families)('%s: %s', async (_name, becomes, mail) => {
  expect((await readBounce(mail)).became).toBe(becomes)
})
