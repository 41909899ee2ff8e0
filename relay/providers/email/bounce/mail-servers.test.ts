import { expect, test } from 'vitest'
import { readBounce } from '../../../../workbench/mail/fixture/read-bounce.ts'

/** How the mail servers that most use have reported in words of their own, without the structure of RFC 3464. */
const families: readonly [name: string, becomes: string, mail: string][] = [
  [
    'qmail',
    'recipient_unknown',
    `
Return-Path: <>
From: MAILER-DAEMON@mx.customer.example
To: sales@company.example
Subject: failure notice

Hi. This is the qmail-send program at mx.customer.example.
I could not bring your message to the addresses below, and I have given up. Sorry.

<maria@customer.example>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 maria: nobody of that name here
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

{ours}

Hello Maria`,
  ],
  [
    'qmail, with its code in brackets',
    'mailbox_full',
    `
From: MAILER-DAEMON@mx.customer.example
Subject: failure notice

Hi. This is the qmail-send program at mx.customer.example.

<maria@customer.example>:
The home of this user has no room left. (#5.2.2)

--- Below this line is a copy of the message.

{ours}`,
  ],
  [
    'Exim',
    'recipient_unknown',
    `
Return-Path: <>
From: Mail Delivery System <Mailer-Daemon@relay.company.example>
Auto-Submitted: auto-replied
X-Failed-Recipients: maria@customer.example
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to all of its recipients.
The following address(es) failed:

  maria@customer.example
    host mx.customer.example [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<maria@customer.example>:
    550 No such user - maria

------ This is a copy of the message, including all the headers. ------

{ours}

Hello`,
  ],
  [
    'Exim, which warns',
    'delayed',
    `
Return-Path: <>
From: Mail Delivery System <Mailer-Daemon@relay.company.example>
Auto-Submitted: auto-replied
Subject: Warning: message 1tXy delayed 24 hours

This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one of its recipients after more than 24 hours in the queue.

The message identifier is: {id}

  maria@customer.example
    Delay reason: 451 4.7.1 Greylisted

No action is required on your part. Delivery attempts will continue for some time. Eventually the software will give up.`,
  ],
  [
    'Sendmail of old',
    'recipient_unknown',
    `
From: Mail Delivery Subsystem <MAILER-DAEMON>
Subject: Returned mail: User unknown

   ----- Transcript of session follows -----
While talking to mx.customer.example:
>>> RCPT To:<maria@customer.example>
<<< 550 <maria@customer.example>... User unknown

   ----- Unsent message follows -----
{ours}

Hello`,
  ],
  [
    'Sendmail of old, out of time',
    'recipient_unreachable',
    `
From: Mail Delivery Subsystem <MAILER-DAEMON@relay.company.example>
Subject: Returned mail: Cannot send message for 5 days

   ----- Transcript of session follows -----
421 customer.example (smtp)... Deferred: Connection timed out

   ----- Unsent message follows -----
{ours}`,
  ],
  [
    'Sendmail, which warns',
    'delayed',
    `
Return-Path: <>
From: Mail Delivery Subsystem <MAILER-DAEMON@relay.company.example>
Subject: Warning: could not send message for past 4 hours

    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************

Deferred: Connection refused by mx.customer.example.
Will keep trying until the message is 5 days old

   ----- Original message headers follow -----

{ours}`,
  ],
]

test.each(families)('%s: %s', async (_name, becomes, mail) => {
  expect((await readBounce(mail)).became).toBe(becomes)
})
