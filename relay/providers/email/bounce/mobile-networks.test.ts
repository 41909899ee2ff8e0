import { expect, test } from 'vitest'
import { readBounce } from '../../../../workbench/mail/fixture/read-bounce.ts'

/** Mobile networks, which often look like persons, or like nobody. */
const families: readonly [name: string, becomes: string, mail: string][] = [
  [
    'a mobile gateway that answers',
    'recipient_unknown',
    `
From: post_master@gateway.example
Return-Path: <post_master@gateway.example>
In-Reply-To: {id}
Subject: Re:Your order
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: multipart/alternative;
boundary=b

--b
Content-Type: text/plain; charset=us-ascii

Error: Invalid user address

Error message below:
550 - Requested action not taken: no such user here

Message details:
  RCPT TO: 12025550100@gateway.example
--b--
--a--`,
  ],
  [
    'a gateway under a name like any other',
    'waits',
    `
From: mms@carrier.example
In-Reply-To: {id}
Subject: Re: Your order

Error: Invalid destination address
550 Requested action not taken`,
  ],
  [
    'Verizon, without a code',
    'undelivered without a code',
    `
Return-Path: <>
From: MMSC NDR Administrator <sysadmin@mms.carrier.example>
Subject: Undeliverable Message
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=US-ASCII

Message could not be delivered to mobile.

Original Message:
{ours}
--b--`,
  ],
  [
    'EZweb, whose charset is not the declared one',
    'undelivered without a code',
    `
Return-Path: <MAILER-DAEMON>
From: <Postmaster@ezweb.example>
Subject: Mail System Error - Returned Mail
Content-Type: text/plain; charset=iso-2022-jp

<maria@customer.example>

Each of the following recipients was rejected by a remote mail server.
---------------------------------------------------
{ours}`,
  ],
  [
    'au, from nobody to reply to',
    'mailbox_full',
    `
Return-Path: <>
From: no-reply@dion.example
Subject: Mail
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

送信先のメールボックスが一杯のため、送信できませんでした。

Your mail sent on: Mon, 14 Sep 2026 10:00:00 +0900
     Could not be delivered to: <maria@customer.example>

--b
Content-Type: message/rfc822

{ours}

--b--`,
  ],
  [
    'docomo, in Japanese alone',
    'undelivered without a code',
    `
Return-Path: <>
From: MAILER-DAEMON@docomo.example
Subject: =?utf-8?B?44Ko44Op44O86YCa55+l?=
Content-Type: text/plain; charset=utf-8

次のあて先へのメッセージはお届けできませんでした。

maria@customer.example

{ours}`,
  ],
]

test.each(families)('%s: %s', async (_name, becomes, mail) => {
  const { became, events } = await readBounce(mail)
  if (becomes !== 'undelivered without a code') return expect(became).toBe(becomes)
  expect(events).toMatchObject([{ kind: 'status', status: 'undelivered', error: { blame: 'unknown' } }])
})
