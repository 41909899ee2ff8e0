import { roughSize, roughText } from '../rough-text.ts'
import { parts, write, type MailForm } from './write.ts'

const longest = 600_000
const html = { 'Content-Type': 'text/html; charset=utf-8' }
const answering = { References: '<one@company.example>', 'In-Reply-To': '<one@company.example>' }
const kept = ['kept'] as const

/** What stands in a mail's text. */
export const bodies: Record<string, MailForm> = {
  'a text': {
    right: kept,
    make: (rough, told) => write(told, {}, `Hello ${told.mark}\n${roughText(rough, roughSize(rough, longest))}`),
  },
  'a text that answers': {
    right: kept,
    make: (rough, told) => {
      const text = roughText(rough, roughSize(rough, longest), [
        'attributions',
        'blocks',
        'quotes',
        'blanks',
        'numbers',
      ])
      return write(told, answering, `Hello ${told.mark}\n${text}`)
    },
  },
  'a text alone': { make: (rough, told) => write(told, {}, roughText(rough, roughSize(rough, longest))) },
  HTML: {
    right: kept,
    make: (rough, told) => {
      const text = roughText(rough, roughSize(rough, longest), [
        'html',
        'html',
        'entities',
        'blanks',
        'links',
        'letters',
      ])
      return write(told, html, `<p>Hello ${told.mark}</p>${text}`)
    },
  },
  'HTML beside a text': {
    make: (rough, told) => {
      const both = ['text/plain', 'text/html'] as const
      const body = parts(2, (nth) => `Content-Type: ${both[nth]}\r\n\r\n${roughText(rough, roughSize(rough, longest))}`)
      return write(told, { 'Content-Type': 'multipart/alternative; boundary=b' }, body)
    },
  },
  'a deep tree of HTML': {
    make: (rough, told) => {
      const tag = rough.pick(['i', 'div', 'blockquote', 'table><tr><td', 'ul><li', 'b', 'font', 'span', 'a href=x'])
      return write(told, html, `${`<${tag}>`.repeat(1 + rough.below(rough.chance(0.05) ? 40_000 : 3_000))}${told.mark}`)
    },
  },
  'flowed lines': {
    make: (rough, told) =>
      write(
        told,
        { 'Content-Type': 'text/plain; format=flowed; delsp=yes' },
        roughText(rough, roughSize(rough, longest)),
      ),
  },
  'another character set': {
    make: (rough, told) => {
      const set = rough.pick([
        'utf-7',
        'utf-16',
        'x-unknown',
        'cp437',
        'iso-2022-jp',
        'gb18030',
        'hz-gb-2312',
        'koi8-r',
        '',
        'a'.repeat(500),
      ])
      return write(
        told,
        { 'Content-Type': `text/plain; charset=${set}` },
        Buffer.from(roughText(rough, roughSize(rough, 60_000)), 'utf8'),
      )
    },
  },
  'eight bits of anything': {
    make: (rough, told) =>
      write(
        told,
        { 'Content-Type': rough.pick(['text/plain', 'text/html', 'image/png', '']) },
        rough.bytes(1 + rough.below(20_000)),
      ),
  },
  'an encoding that is broken': {
    make: (rough, told) => {
      const encoding = rough.pick(['base64', 'quoted-printable', 'x-uuencode', '7bit', 'binary', 'BASE64 x'])
      const text = rough.pick(['=', '=\r\n', '=3', 'QUJD', 'QUJD\r\n', '====', '=ED=A0=80', '\0', 'a'])
      return write(told, { 'Content-Transfer-Encoding': encoding }, text.repeat(1 + rough.below(60_000)))
    },
  },
  'line ends of every kind': {
    make: (rough, told) => {
      const raw = write(told, {}, roughText(rough, 20_000)).toString('latin1')
      return Buffer.from(raw.replaceAll('\r\n', rough.pick(['\r', '\n', '\r\r\n', '\n\r', '\u0085'])), 'latin1')
    },
  },
  'nothing at all': {
    make: (rough, told) =>
      rough.pick([Buffer.alloc(0), Buffer.from('\r\n'), Buffer.from(told.mark), rough.bytes(3_000)]),
  },
}
