import { expect, test } from 'vitest'
import { readBounce } from '../../../../workbench/mail/fixture/read-bounce.ts'

/** How the mail systems of offices report. */
const families: readonly [name: string, becomes: string, mail: string][] = [
  [
    'Zoho, all in one quoted part',
    'recipient_unknown',
    `
From: mailer-daemon@mail.zoho.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one of its recip=
ients. This is a permanent error.=20

maria@customer.example Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 gone


{ours}
--b--`,
  ],
  [
    'Amazon WorkMail, whose fields are in the text',
    'recipient_unknown',
    `
Return-Path: <>
From: MAILER-DAEMON@mail.amazon.example
Subject: Delivery Status Notification (Failure)
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Your mail could not be brought to:
maria@customer.example

Technical report:

Reporting-MTA: d=
sn; out.amazon.example

Action: failed
Final-Reci=
pient: rfc822; maria@customer.example
Diagnostic-Code: smtp; 550 5.1.1=
 not known
Status: 5.1.1

--b
Content-Type: message/rfc822

{ours}

Hello
--b--`,
  ],
  [
    'Notes, in two lines of signs',
    'recipient_unknown',
    `
Return-Path: <>
From: postmaster@notes.customer.example
Subject: Undeliverable message

------- Failure Reasons  --------

User not listed in public Name & Address Book
maria@customer.example

------- Returned Message --------
{ours}`,
  ],
  [
    'Domino, a report within a mixture',
    'recipient_unreachable',
    `
From: Postmaster@customer.example
Subject: DELIVERY FAILURE: Error transferring to mx2.customer.example
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

WW91ciBtZXNzYWdlIHdhcyBub3QgZGVsaXZlcmVkLgo=
--b
Content-Type: message/delivery-status

Final-Recipient: rfc822;maria@customer.example
Action: failed
Status: 5.0.0
Diagnostic-Code: X-Notes; Error transferring to mx2.customer.example; Maximum
 hop count exceeded.

--b
Content-Type: message/rfc822

{ours}

--b--
--a--`,
  ],
  [
    'Exchange of old',
    'recipient_unknown',
    `
Return-Path: <>
From: System Administrator <postmaster@customer.example>
Subject: Undeliverable: Your order
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset="iso-8859-1"

Your message

  To:      maria@customer.example
  Subject: Your order
  Sent:    Mon, 14 Sep 2026 10:00:00 +0000

did not reach the following recipient(s):

maria@customer.example on Mon, 14 Sep 2026 10:00:05 +0000
    The recipient name is not recognized
    MSEXCH:IMS:ORG:SITE:SERVER 0 (000C05A6) Unknown Recipient

--b
Content-Type: message/rfc822

{ours}

--b--`,
  ],
  [
    'Exchange in German, as HTML, its headers in the text',
    'recipient_unknown',
    `
Return-Path: <>
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@customer.example>
Subject: Unzustellbar: Your order
Content-Type: text/html; charset=utf-8

<html><head><style>p {color: red}</style></head><body><p>Fehler bei der Nachrichtenzustellung an folgende Empf&auml;nger:</p>
<p>maria@customer.example<br>Ihre Nachricht konnte nicht zugestellt werden.</p>
<p>#550 5.1.10 RESOLVER.ADR.RecipientNotFound ##</p><p>Urspr&uuml;ngliche Nachrichtenkopfzeilen:</p>
<pre>Subject: Your order<br>Message-ID: &lt;{bare}&gt;</pre></body></html>`,
  ],
  [
    'X.400',
    'waits',
    `
From: MTA of customer <MTA@x400.customer.example>
Subject: Report
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

X.400 message report. Reason code: transfer-impossible, diagnostic: no-bilateral-agreement.

--b
Content-Type: message/rfc822

{ours}

--b--`,
  ],
]

test.each(families)('%s: %s', async (_name, becomes, mail) => {
  expect((await readBounce(mail)).became).toBe(becomes)
})
