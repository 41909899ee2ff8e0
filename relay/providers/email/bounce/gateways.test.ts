import { expect, test } from 'vitest'
import { readBounce } from '../../../../workbench/mail/fixture/read-bounce.ts'

/** Filters, lists and sending services, whose reports have many forms. */
const families: readonly [name: string, becomes: string, mail: string][] = [
  [
    'm-FILTER, from nobody at all',
    'recipient_unknown',
    `
Return-Path: <>
From: <>
Subject: failure notice

The mail below was not sent.

-------server message
550 unknown user <maria@customer.example>

-------SMTP command
RCPT

-------original message
{ours}`,
  ],
  [
    'MailMarshal, which quotes our id alone',
    'recipient_unknown',
    `
From: postmaster@filter.customer.example
Subject: Undeliverable Mail: "Your order"

Your message:
   From:    sales@company.example
   Subject: Your order
   Message-ID: {id}

Could not be delivered because of

550 5.1.1 Not one of ours

The following recipients were affected:
    maria@customer.example`,
  ],
  [
    'Symantec, as an alert',
    'refused_by_policy',
    `
Return-Path: <>
From: Symantec Messaging Gateway <noreply@filter.customer.example>
Subject: Message rejected
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p>Your message was rejected by the content policy of the recipient.</p><p>554 5.7.1 Banned&nbsp;content</p>
--b
Content-Type: message/rfc822

{ours}

--b--`,
  ],
  [
    'MXLogic',
    'recipient_unknown',
    `
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@relay.mxlogic.example>
Subject: Mail delivery failed

A message that you have sent could not be delivered.

  <maria@customer.example>: 550 5.1.1 Recipient address rejected

Included is a copy of the message header:
-----------------------------------------
{ours}`,
  ],
  [
    'InterScan, as a dialogue',
    'recipient_unknown',
    `
From: "InterScan MSS" <postmaster@customer.example>
Return-Path: <postmaster@customer.example>
Subject: Mail could not be delivered
Content-Type: multipart/mixed; boundary="-InterScan"

---InterScan
Content-type: text/plain

Sent <<< RCPT TO:<maria@customer.example>
Received >>> 550 5.1.1 <maria@customer.example>... user unknown

---InterScan
Content-type: message/rfc822

{ours}

---InterScan--`,
  ],
  [
    'McAfee, a report that calls itself a mixture and names no code',
    'recipient_unknown',
    `
From: <>
Subject: Delivery Status
Content-Type: Multipart/Mixed; boundary="Boundary-00=_1"

--Boundary-00=_1
Content-Type: text/plain; name="deliveryproblems.txt"

    --- The following addresses had delivery problems ---

<maria@customer.example>   (Unknown user)

--Boundary-00=_1
Content-Type: message/delivery-status; name="deliverystatus.txt"

Original-Recipient: <maria@customer.example>
Action: failed
Diagnostic-Code: smtp; 550 Unknown user maria@customer.example

--Boundary-00=_1
Content-Type: message/rfc822

{ours}

--Boundary-00=_1--`,
  ],
  [
    'a service that returns the headers as a text file',
    'refused_by_policy',
    `
Return-Path: <>
From: mailer-daemon
Subject: There was an error sending your mail
Content-Type: multipart/mx6d; boundary=b

--b
Content-Type: text/plain

We had trouble delivering your message. maria@customer.example returned: 554 5.7.1 blocked by our list.

--b
Content-Type: text/plain; name="mailheaders.txt"
Content-Disposition: attachment; filename="mailheaders.txt"

{ours}

--b--`,
  ],
  [
    'a sending service under its own name',
    'recipient_unknown',
    `
From: Mailgun Bounces <bounces+77@mailgun.example>
Subject: Delivery failed
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

We could not deliver your message to maria@customer.example: 550 5.1.1 no such user

--b
Content-Type: application/octet-stream; name="original.eml"
Content-Transfer-Encoding: 8bit

{ours}

--b--`,
  ],
  [
    'SendGrid, without the headers of its last part',
    'recipient_unknown',
    `
From: MAILER-DAEMON@sendgrid.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

maria@customer.example: unknown user

--b
{ours}

Hello
--b--`,
  ],
  [
    'a filter that holds the mail back',
    'waits',
    `
Return-Path: <>
From: Content-filter at customer <postmaster@customer.example>
Subject: Your message

Your message is in quarantine. Somebody will look at it on Monday.

{ours}`,
  ],
  [
    'a list that does not know us',
    'waits',
    `
From: offers-admin@lists.customer.example
Return-Path: <offers-admin@lists.customer.example>
Subject: Your mail to the list

You are not a member of this mailing list.

Original mail as follows:

{indented}`,
  ],
]

test.each(families)('%s: %s', async (_name, becomes, mail) => {
  expect((await readBounce(mail)).became).toBe(becomes)
})
