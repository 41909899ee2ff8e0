import type { Rough } from './rough.ts'
import { roughText } from './rough-text.ts'

/** A form, or other bytes, of which a field or a few hold something else. */
export function spoilForm(rough: Rough, text: string): Buffer {
  const fields = text.split('&')
  const at = rough.below(fields.length)
  const [name = ''] = fields[at]!.split('=')
  const value = encoded(roughText(rough, 1 + rough.below(20_000)))
  switch (rough.below(9)) {
    case 0:
      return Buffer.from(text.slice(0, rough.below(text.length + 1)), 'latin1')
    case 1:
      return Buffer.from(
        [...fields, ...Array.from({ length: 1 + rough.below(20_000) }, (_, nth) => `x${nth}=${nth}`)].join('&'),
        'latin1',
      )
    case 2:
      return Buffer.from(
        [...fields, ...Array.from({ length: 1 + rough.below(5_000) }, () => `${name}=1`)].join('&'),
        'latin1',
      )
    case 3:
      return Buffer.from(
        `${text}${rough.pick(['%', '%zz', '&&&&', '=', '%00', '%ff%fe', '+', ';'])}`.repeat(1 + rough.below(20)),
        'latin1',
      )
    case 4:
      return Buffer.concat([Buffer.from(text, 'latin1'), rough.bytes(rough.below(3_000))])
    case 5:
      return Buffer.from(
        [
          ...fields,
          ...Array.from({ length: 1 + rough.below(2_000) }, (_, nth) => `MediaUrl${nth}=https://a.example/${nth}`),
          'NumMedia=99999999',
        ].join('&'),
        'latin1',
      )
    default:
      return Buffer.from(fields.toSpliced(at, 1, `${name}=${value}`).join('&'), 'latin1')
  }
}

function encoded(text: string): string {
  return new URLSearchParams({ a: text }).toString().slice(2)
}
