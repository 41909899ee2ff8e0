import { texts } from './texts.ts'

/** Whose line the mails came to. */
export const ours = 'sales@company.example'

/** One shape of mail, and how many of a hundred have it. */
interface Shape {
  share: number
  mail: (nth: number) => string[]
}

const { words, greeting, offer, css, picture, document } = texts

const head = (nth: number, more: string[]) => [
  'Return-Path: <maria@customer.example>',
  'Received: from mx.customer.example (mx.customer.example [192.0.2.7]) by mail.company.example with ESMTPS id 4711;',
  `\tMon, 30 Nov 2026 10:${String(nth % 60).padStart(2, '0')}:07 +0100`,
  'Authentication-Results: mail.company.example; dkim=pass header.d=customer.example; spf=pass; dmarc=pass',
  'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=customer.example; s=s1; h=from:to:subject:date:message-id;',
  `\tbh=${'47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='.repeat(2)};`,
  `\tb=${'dGhpcyBpcyBubyBzaWduYXR1cmUgYXQgYWxs'.repeat(6)}`,
  'From: "Maria Müller" <maria@customer.example>'.replace('ü', '=?utf-8?Q?=C3=BC?='),
  `To: Sales <${ours}>`,
  `Date: Mon, 30 Nov 2026 10:${String(nth % 60).padStart(2, '0')}:00 +0100`,
  `Message-ID: <CAD${nth}.4f@mail.customer.example>`,
  'MIME-Version: 1.0',
  ...more,
]
const answering = (nth: number) => [
  `Subject: Re: ${offer} ${nth}`,
  `In-Reply-To: <0190b8a4-0000-7000-8000-00000000000${nth % 10}.1234abcd@company.example>`,
  `References: <0190b8a4-0000-7000-8000-00000000000${nth % 10}.1234abcd@company.example>`,
]
const quotedBelow = (nth: number, levels: number): string[] => [
  `On Mon, 30 Nov 2026 at 09:12, Sales <${ours}> wrote:`,
  ...Array.from({ length: levels }, (_, level) =>
    words(nth + level, 40).map((line) => `${'>'.repeat(level + 1)} ${line}`),
  ).flat(),
]
const gmailHtml = (nth: number) =>
  `<div dir="ltr">${words(nth, 6).join('<br>')}<div><br></div><div>Best, Maria</div></div><br><div class="gmail_quote">` +
  `<div dir="ltr" class="gmail_attr">On Mon, 30 Nov 2026 at 09:12, Sales &lt;<a href="mailto:${ours}">${ours}</a>&gt; wrote:<br></div>` +
  `<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">` +
  `${words(nth + 1, 30).join('<br>\r\n')}</blockquote></div>`
const outlookHtml = (nth: number) =>
  `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!--\r\n${css}\r\n--></style></head><body lang="EN-GB">` +
  `<div class="WordSection1">${words(nth, 6)
    .map((line) => `<p class="MsoNormal"><span style="font-size:11.0pt">${line}<o:p></o:p></span></p>`)
    .join('\r\n')}<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">` +
  `<p class="MsoNormal"><b>From:</b> Sales &lt;${ours}&gt;<br><b>Sent:</b> Monday, 30 November 2026 09:12<br>` +
  `<b>To:</b> Maria &lt;maria@customer.example&gt;<br><b>Subject:</b> ${offer}</p></div>` +
  `${words(nth + 1, 30)
    .map((line) => `<p class="MsoNormal">${line}</p>`)
    .join('\r\n')}</div></body></html>`
const outlookPlain = (nth: number) => [
  ...words(nth, 6),
  '',
  `From: Sales <${ours}>`,
  'Sent: Monday, 30 November 2026 09:12',
  'To: Maria <maria@customer.example>',
  `Subject: ${offer}`,
  '',
  ...words(nth + 1, 30),
]
const newsletter = (nth: number) =>
  `<html><head><style>${css}</style></head><body><table width="600">${Array.from(
    { length: 60 },
    (_, row) =>
      `<tr><td style="padding:4px"><a href="https://shop.example/p/${nth}-${row}?utm_source=mail"><img src="https://shop.example/i/${row}.png" width="120"></a></td>` +
      `<td><table><tr><td><b>${greeting}</b></td></tr><tr><td>${words(nth + row, 3).join(' ')}</td></tr></table></td></tr>`,
  ).join('\r\n')}</table></body></html>`

const text = (lines: string[], charset = 'utf-8') => [
  `Content-Type: text/plain; charset=${charset}`,
  'Content-Transfer-Encoding: 8bit',
  '',
  ...lines,
]
const html = (page: string) => [
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  ...quotedPrintable(page),
]
const parts = (kind: string, boundary: string, some: string[][]) => [
  `Content-Type: multipart/${kind}; boundary="${boundary}"`,
  '',
  ...some.flatMap((part) => [`--${boundary}`, ...part]),
  `--${boundary}--`,
]
const file = (type: string, name: string, base64: string[], more: string[] = []) => [
  `Content-Type: ${type}; name="${name}"`,
  `Content-Disposition: attachment; filename="${name}"`,
  'Content-Transfer-Encoding: base64',
  ...more,
  '',
  ...base64,
]

function quotedPrintable(page: string): string[] {
  const escaped = Buffer.from(page)
    .toString('latin1')
    .replace(/[=\x80-\xff]/g, (one) => `=${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
  return escaped
    .split('\r\n')
    .flatMap((line) =>
      (line.match(/.{1,72}/g) ?? ['']).map((some, at, all) => (at < all.length - 1 ? `${some}=` : some)),
    )
}

const shapes: Shape[] = [
  { share: 14, mail: (nth) => head(nth, [...answering(nth), ...text([...words(nth, 5), '', ...quotedBelow(nth, 1)])]) },
  {
    share: 24,
    mail: (nth) =>
      head(nth, [
        ...answering(nth),
        ...parts('alternative', `g${nth}`, [
          text([...words(nth, 6), '', ...quotedBelow(nth, 1)]),
          html(gmailHtml(nth)),
        ]),
      ]),
  },
  {
    share: 20,
    mail: (nth) =>
      head(nth, [
        ...answering(nth),
        ...parts('alternative', `o${nth}`, [text(outlookPlain(nth)), html(outlookHtml(nth))]),
      ]),
  },
  { share: 8, mail: (nth) => head(nth, [...answering(nth), ...html(gmailHtml(nth))]) },
  {
    share: 10,
    mail: (nth) =>
      head(nth, [
        ...answering(nth),
        ...parts('related', `r${nth}`, [
          parts('alternative', `a${nth}`, [
            text(outlookPlain(nth)),
            html(`${outlookHtml(nth)}<img src="cid:logo${nth}">`),
          ]),
          file('image/png', 'image001.png', picture, [`Content-ID: <logo${nth}>`]),
        ]),
      ]),
  },
  {
    share: 8,
    mail: (nth) =>
      head(nth, [
        ...answering(nth),
        ...parts('mixed', `m${nth}`, [
          parts('alternative', `a${nth}`, [text([...words(nth, 8), '', ...quotedBelow(nth, 1)]), html(gmailHtml(nth))]),
          file('application/pdf', 'order.pdf', document),
        ]),
      ]),
  },
  { share: 5, mail: (nth) => head(nth, [...answering(nth), ...text([...words(nth, 5), '', ...quotedBelow(nth, 12)])]) },
  {
    share: 4,
    mail: (nth) =>
      head(nth, [`Subject: ${greeting}`, 'List-Unsubscribe: <https://shop.example/u>', ...html(newsletter(nth))]),
  },
  {
    share: 3,
    mail: (nth) =>
      head(nth, [
        `Subject: Automatic reply: ${offer}`,
        'Auto-Submitted: auto-replied',
        'X-Auto-Response-Suppress: All',
        ...text(words(nth, 4)),
      ]),
  },
  {
    share: 2,
    mail: (nth) =>
      head(nth, [
        `Subject: Accepted: ${offer}`,
        ...parts('alternative', `c${nth}`, [
          text(words(nth, 1)),
          [
            'Content-Type: text/calendar; charset=utf-8; method=REPLY',
            '',
            ...['BEGIN:VCALENDAR', 'METHOD:REPLY', 'BEGIN:VEVENT', `SUMMARY:${offer}`, 'DTSTART:20261201T090000Z'],
            ...['ATTENDEE;PARTSTAT=ACCEPTED:mailto:maria@customer.example', 'END:VEVENT', 'END:VCALENDAR'],
          ],
        ]),
      ]),
  },
  {
    share: 2,
    mail: (nth) =>
      head(nth, [
        `Subject: Fwd: ${offer}`,
        ...parts('mixed', `f${nth}`, [
          text(words(nth, 3)),
          [
            'Content-Type: message/rfc822',
            '',
            ...head(nth + 1, [
              `Subject: ${offer}`,
              ...parts('alternative', `i${nth}`, [text(words(nth, 20)), html(gmailHtml(nth))]),
            ]),
          ],
        ]),
      ]),
  },
]

/** A hundred mails as people and machines send them to such a line, by how often each shape comes; the same each time. */
export function corpus(): Buffer[] {
  return shapes.flatMap(({ share, mail }, shape) =>
    Array.from({ length: share }, (_, nth) => Buffer.from(mail(1_000 * shape + nth).join('\r\n'))),
  )
}
