import { roughSize, roughText } from '../rough-text.ts'
import type { Rough } from '../rough.ts'
import { parts, write, type MailForm } from './write.ts'

const mixed = { 'Content-Type': 'multipart/mixed; boundary=b' }
const types = [
  ...[
    'text/plain',
    'text/html',
    'text/calendar',
    'text/vcard',
    'message/rfc822',
    'message/delivery-status',
    'image/png',
    'text/enriched',
  ],
  ...[
    'application/ms-tnef',
    'application/pkcs7-mime',
    'application/pgp-encrypted',
    'text/vnd.google.email-reaction+json',
    'multipart/report',
  ],
  ...['message/feedback-report', 'message/disposition-notification', 'text/rfc822-headers', 'application/zip', 'x', ''],
]

/** How a mail is put together. */
export const structures: Record<string, MailForm> = {
  'thousands of parts': {
    make: (rough, told) => {
      const type = rough.pick(types)
      return write(
        told,
        mixed,
        parts(1 + rough.below(3_000), (nth) => `Content-Type: ${type}; name=${nth}.bin\r\n\r\n${told.mark}`),
      )
    },
  },
  'parts in parts': {
    make: (rough, told) => {
      const depth = 1 + rough.below(rough.chance(0.1) ? 3_000 : 150)
      const open = Array.from(
        { length: depth },
        (_, nth) => `--b${nth}\r\nContent-Type: multipart/mixed; boundary=b${nth + 1}\r\n\r\n`,
      )
      return write(
        told,
        { 'Content-Type': 'multipart/mixed; boundary=b0' },
        `${open.join('')}--b${depth}\r\n\r\n${told.mark}`,
      )
    },
  },
  'mails in mails': {
    make: (rough, told) => {
      const inner = 'Content-Type: message/rfc822\r\n\r\n'.repeat(1 + rough.below(400))
      return write(told, { 'Content-Type': 'message/rfc822' }, `${inner}Subject: ${told.mark}\r\n\r\n${told.mark}`)
    },
  },
  'boundaries everywhere': {
    make: (rough, told) => {
      const boundary = rough.pick(['b', '', '-', 'a'.repeat(3_000), '"', '=_', '(', 'b b'])
      const body = `--${boundary}${rough.pick(['\r\n', '--\r\n', '', '\r\n\r\n'])}`.repeat(1 + rough.below(8_000))
      return write(
        told,
        { 'Content-Type': `multipart/${rough.pick(['mixed', 'related', 'x'])}; boundary="${boundary}"` },
        body,
      )
    },
  },
  'a part of anything': {
    make: (rough, told) => {
      const head = `Content-Type: ${rough.pick(types)}; name="${roughName(rough)}"\r\nContent-Disposition: ${rough.pick(['attachment', 'inline', 'x'])}`
      const body = rough.chance(0.3)
        ? rough.bytes(rough.below(5_000)).toString('latin1')
        : roughText(rough, roughSize(rough, 200_000))
      return write(
        told,
        mixed,
        parts(2, (nth) => (nth === 0 ? `\r\n${told.mark}` : `${head}\r\n\r\n${body}`)),
      )
    },
  },
  'winmail.dat': {
    make: (rough, told) => {
      const data = Buffer.concat([Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]), attributes(rough)])
      return write(
        told,
        { 'Content-Type': 'application/ms-tnef; name=winmail.dat', 'Content-Transfer-Encoding': 'base64' },
        data.toString('base64'),
      )
    },
  },
  'a signed mail': {
    make: (rough, told) => {
      const data = Buffer.concat([
        Buffer.from([0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2]),
        Buffer.alloc(rough.below(60_000), rough.pick([0x30, 0xa0, 0x80, 0x24])),
      ])
      return write(
        told,
        { 'Content-Type': 'application/pkcs7-mime; smime-type=signed-data', 'Content-Transfer-Encoding': 'base64' },
        data.toString('base64'),
      )
    },
  },
  'a report of a mail system': {
    make: (rough, told) => {
      const fields = roughText(rough, roughSize(rough, 200_000), ['folded', 'numbers', 'addresses', 'words', 'blanks'])
      const kinds = ['text/plain', 'message/delivery-status', rough.pick(['message/rfc822', 'text/rfc822-headers'])]
      const body = parts(
        3,
        (nth) => `Content-Type: ${kinds[nth]}\r\n\r\nFinal-Recipient: rfc822; ${told.mark}\r\n${fields}`,
      )
      return write(
        told,
        {
          From: 'MAILER-DAEMON@customer.example',
          'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
        },
        body,
      )
    },
  },
  'an invitation or a card': {
    make: (rough, told) => {
      const [type, begin] = rough.pick([
        ['text/calendar', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:'],
        ['text/vcard', 'BEGIN:VCARD\r\nFN:'],
      ] as const)
      const lines = roughText(rough, roughSize(rough, 300_000), ['folded', 'blanks', 'encodings', 'marks'])
      return write(
        told,
        mixed,
        parts(
          2,
          (nth) => `Content-Type: ${nth === 0 ? 'text/plain' : type}\r\n\r\n${nth === 0 ? told.mark : begin + lines}`,
        ),
      )
    },
  },
}

/** Things of Outlook's that are longer, shorter or more than they say. */
function attributes(rough: Rough): Buffer {
  const all = Array.from({ length: 1 + rough.below(400) }, () => {
    const value = rough.bytes(rough.below(60))
    const head = Buffer.alloc(9)
    head.writeUInt16LE(rough.pick([0x800c, 0x8010, 0x9002, 0x9003, 0x9005, rough.below(65_536)]), 1)
    head.writeUInt32LE(rough.chance(0.2) ? rough.below(2 ** 32) : value.length, 5)
    return Buffer.concat([head, value, Buffer.alloc(2)])
  })
  return Buffer.concat(all)
}

function roughName(rough: Rough): string {
  return rough.pick([
    'a.pdf',
    '../../a',
    '\u202egpj.exe',
    ' '.repeat(9_000),
    '.'.repeat(9_000),
    'a.b.'.repeat(3_000),
    '%41'.repeat(3_000),
    'winmail.dat',
    '',
  ])
}
