import type { Outcome } from '../hostile.ts'
import type { Rough } from '../rough.ts'

/** Of whom and to whom a mail is; the mark stands in its subject and id. */
export interface Told {
  from: string
  to: string
  mark: string
}

/** A mail of one kind. Without `right` anything may become of it but silence. */
export interface MailForm {
  right?: readonly Outcome[]
  make(rough: Rough, told: Told): Buffer
}

/** A mail with the headers that all have, others in their place or below them, and a body as it is. */
export function write(
  { from, to, mark }: Told,
  own: Readonly<Record<string, string | null>>,
  body: string | Buffer,
  more: readonly string[] = [],
): Buffer {
  const usual: Record<string, string | null> = {
    From: `Jo <${from}>`,
    To: to,
    Subject: `About ${mark}`,
    Date: new Date().toUTCString().replace('GMT', '+0000'),
    'Message-ID': `<${mark}@customer.example>`,
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    ...own,
  }
  const lines = Object.entries(usual).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  const head = Buffer.from(`${[...lines, ...more].join('\r\n')}\r\n\r\n`)
  return Buffer.concat([head, typeof body === 'string' ? Buffer.from(body) : body, Buffer.from('\r\n')])
}

/** So many parts between one boundary. */
export function parts(count: number, part: (nth: number) => string, boundary = 'b'): string {
  const all = Array.from({ length: count }, (_, nth) => `--${boundary}\r\n${part(nth)}\r\n`)
  return `${all.join('')}--${boundary}--\r\n`
}
