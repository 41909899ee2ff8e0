import type { Marks } from './graft.ts'

/** Mails of people about failures, deliveries and addresses: their words, however much they sound like a machine's. */
const written: readonly [name: string, subject: string, text: string][] = [
  [
    'a refusal in words',
    'Re: Offer',
    'Hello,\nwe could not accept the delivery, the pallet was damaged. It was returned to sender.\nJo',
  ],
  [
    'a code',
    'Re: Offer',
    'Hi,\nmy colleague says your mail to him failed with\n550 5.1.1 User unknown\nHis new address is lee@customer.example.',
  ],
  [
    'a full mailbox',
    'Re: Offer',
    'Sorry for the late answer, my mailbox was full and over quota. Please send it again.',
  ],
  [
    'an order number',
    'Re: Your order',
    'We need 550 pieces of 5.1.2 and could not reach you by phone. Delivery has failed twice.',
  ],
  ['a delay', 'Re: Delivery', 'The delivery is delayed. We will try again tomorrow, no action is needed.'],
  ['German', 'AW: Angebot', 'Guten Tag,\ndas Paket konnte leider nicht zugestellt werden. Bitte nochmals senden.'],
  ['Japanese', 'Re: 見積もり', '荷物が配送できませんでした。住所が存在しないようです。'],
  [
    'a question about a bounce',
    'Re: Undeliverable: Offer',
    'Did you get this too? I see "mail delivery failed" when I write to your colleague.',
  ],
]

export function controls(marks: Marks): { name: string; body: Buffer }[] {
  const top = (subject: string) => [
    'From: Jo Miller <jo@customer.example>',
    'To: sales@homing-corpus.example',
    `Subject: ${subject}`,
    'Message-ID: <a1@customer.example>',
    'Date: Mon, 14 Sep 2026 10:00:00 +0000',
  ]
  const answers = written.map(([name, subject, text]) => {
    const head = [...top(subject), `In-Reply-To: ${marks.messageId}`, 'Content-Type: text/plain; charset=utf-8']
    return { name, body: Buffer.from([...head, '', ...text.split('\n'), ''].join('\r\n')) }
  })
  const passedOn = [
    ...top('Fwd: Offer'),
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    ...['', '--b', 'Content-Type: text/plain', '', 'Please see the offer below, our purchasing will answer you.'],
    ...['--b', 'Content-Type: message/rfc822', '', `Message-ID: ${marks.messageId}`],
    ...[`X-Homing-Reference: ${marks.reference}`, 'Subject: Offer', '', 'Our offer', '--b--', ''],
  ]
  return [...answers, { name: 'our message, attached', body: Buffer.from(passedOn.join('\r\n')) }]
}
