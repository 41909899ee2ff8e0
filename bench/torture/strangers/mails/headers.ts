import { roughSize, roughText } from '../rough-text.ts'
import type { Rough } from '../rough.ts'
import { write, type MailForm } from './write.ts'

const names = [
  ...[
    'From',
    'To',
    'Cc',
    'Reply-To',
    'Sender',
    'Subject',
    'Date',
    'Message-ID',
    'References',
    'In-Reply-To',
    'Received',
  ],
  ...[
    'Content-Type',
    'Content-Disposition',
    'Content-Transfer-Encoding',
    'Return-Path',
    'Delivered-To',
    'List-Id',
    'List-Post',
  ],
  ...[
    'Auto-Submitted',
    'Precedence',
    'X-Original-From',
    'Authentication-Results',
    'X-Homing-Reference',
    'X-Failed-Recipients',
  ],
]

/** What one unit of a header is, over and over. */
const units = [
  ...[
    'a@b.example, ',
    '<a@b.example> ',
    '"a" <a@b.example>, ',
    '((',
    '"',
    '<',
    '\\"',
    '=?utf-8?B?QQ==?= ',
    '=?utf-8?Q?=41',
    '\r\n ',
  ],
  ...[
    'group: a@b.example; ',
    ';',
    ' ; a=',
    '; a*0=b',
    'a',
    ' ',
    '\t',
    ',',
    '@',
    '..',
    '\u0301',
    'Re: ',
    '[a] ',
    'from a by b; ',
    '\0',
  ],
]

/** What stands above a mail's text. */
export const headers: Record<string, MailForm> = {
  'one long header': {
    make: (rough, told) =>
      write(told, { [rough.pick(names)]: unitsOf(rough, rough.chance(0.1) ? 900_000 : 60_000) }, told.mark),
  },
  'one header of anything': {
    make: (rough, told) => {
      const value = roughText(rough, roughSize(rough, 300_000)).replaceAll(
        /[\r\n]+/g,
        rough.pick([' ', '\r\n ', '\r\n\t']),
      )
      return write(told, { [rough.pick(names)]: value }, told.mark)
    },
  },
  'a header thousands of times': {
    make: (rough, told) => {
      const [name, value] = [rough.pick(names), unitsOf(rough, 60)]
      return write(
        told,
        {},
        told.mark,
        Array.from({ length: 1 + rough.below(6_000) }, () => `${name}: ${value}`),
      )
    },
  },
  'thousands of headers': {
    make: (rough, told) =>
      write(
        told,
        {},
        told.mark,
        Array.from({ length: 1 + rough.below(8_000) }, (_, nth) => `X-${nth}: ${nth}`),
      ),
  },
  'thousands of recipients': {
    make: (rough, told) => {
      const all = Array.from(
        { length: 1 + rough.below(8_000) },
        (_, nth) => `"P ${nth}" <p${nth}@customer.example>`,
      ).join(',\r\n ')
      return write(told, { [rough.pick(['To', 'Cc', 'Reply-To', 'From'])]: all }, told.mark)
    },
  },
  'thousands of references': {
    make: (rough, told) => {
      const all = Array.from(
        { length: 1 + rough.below(5_000) },
        (_, nth) => `<${nth}.${rough.letters(6)}@other.example>`,
      ).join('\r\n ')
      return write(told, { References: all, 'In-Reply-To': all.slice(0, 2_000).replaceAll('\r\n', '') }, told.mark)
    },
  },
  'no sender, or a strange one': {
    make: (rough, told) => {
      const from = rough.pick([
        null,
        '',
        '<>',
        'nobody',
        `${'a'.repeat(5_000)}@b.example`,
        '@',
        '"a b"@c.example',
        'a@[127.0.0.1]',
        'ü@ü.example',
        'a@b@c',
      ])
      return write(told, { From: from, Sender: rough.pick([null, told.from]) }, told.mark)
    },
  },
  'a parameter in thousands of pieces': {
    make: (rough, told) => {
      const pieces = Array.from(
        { length: 1 + rough.below(3_000) },
        (_, nth) => `; name*${nth}*=%41${rough.letters(3)}`,
      ).join('\r\n ')
      return write(told, { 'Content-Type': `application/pdf${pieces}` }, told.mark)
    },
  },
  'lines that are no headers': {
    make: (rough, told) =>
      write(
        told,
        {},
        told.mark,
        Array.from({ length: 1 + rough.below(2_000) }, () => unitsOf(rough, 40)),
      ),
  },
}

function unitsOf(rough: Rough, size: number): string {
  const unit = rough.pick(units)
  return unit.repeat(1 + Math.floor(rough.below(size) / unit.length))
}
