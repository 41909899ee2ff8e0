import { headerText, mailHeaders, type MailHeaders } from '../headers.ts'
import { decodePart, partText } from './decode-part.ts'
import { plainText } from './plain-text.ts'

/** A part that holds no other parts. An email within the email is one part, with its headers, as text. */
export interface MailPart {
  /** MIME type in lower case. */
  type: string
  /** Decoded when it is asked for. */
  readonly text: string
}

/** Reports and the headers they return are small; what follows is the returned message. */
const looked = 512 * 1024
const deepest = 8
const mostParts = 100

/** The decoded parts of an email in their order. Broken structure becomes text, and is never an error. */
export function mailParts(raw: Uint8Array): MailPart[] {
  const text = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, looked)).toString('latin1')
  const parts: MailPart[] = []
  walk(text.replace(/\r\n?/g, '\n'), parts, 0)
  return parts
}

function walk(entity: string, parts: MailPart[], depth: number): void {
  if (parts.length >= mostParts) return
  const end = entity.startsWith('\n') ? 0 : entity.indexOf('\n\n')
  const headers = headersOf(end < 0 ? entity : entity.slice(0, end))
  const body = end < 0 ? '' : entity.slice(end === 0 ? 1 : end + 2)
  // Some leave out the part's own headers, and the blank line below them.
  if (depth > 0 && headers.has('received')) {
    parts.push({ type: 'text/rfc822-headers', text: entity.slice(0, end < 0 ? undefined : end) })
    return
  }
  const given = headerText(headers, 'content-type')
  const type = /^[^\s;]+/.exec(given)?.[0].toLowerCase() ?? 'text/plain'
  const inner = type.startsWith('multipart/') && depth < deepest ? split(body, parameter(given, 'boundary')) : null
  if (inner) return inner.forEach((part) => walk(part, parts, depth + 1))
  let text: string | undefined
  parts.push({
    type: type.startsWith('multipart/') ? 'text/plain' : type,
    get text() {
      return (text ??= decoded(body, headers, type))
    },
  })
}

function decoded(body: string, headers: MailHeaders, type: string): string {
  const bytes = decodePart(body, headers)
  const charset = parameter(headerText(headers, 'content-type'), 'charset')
  const said = partText(bytes, charset).replaceAll('\0', '').replace(/\r\n?/g, '\n')
  return type === 'text/html' ? plainText(said) : said
}

function headersOf(head: string): MailHeaders {
  // Folded lines, also those that lack their indent.
  const unfolded = head.replace(/\n(?=[ \t])|(?<=;)\n(?=[\w-]+=)/g, ' ')
  return mailHeaders(unfolded.split('\n').map((line) => ({ line })))
}

/** What stands between the lines `--boundary`; null where there is no such line. */
function split(body: string, boundary: string): string[] | null {
  if (boundary === '') return null
  const mark = `--${boundary}`
  const parts: string[] = []
  let open: number | null = null
  for (let at = body.startsWith(mark) ? 0 : lineWith(body, mark, 0); at >= 0;) {
    const end = body.indexOf('\n', at)
    const line = body.slice(at, end < 0 ? body.length : end).trimEnd()
    if (line === mark || line === `${mark}--`) {
      if (open !== null) parts.push(body.slice(open, Math.max(open, at - 1)))
      open = end < 0 || line !== mark ? null : end + 1
    }
    at = end < 0 ? -1 : lineWith(body, mark, end)
  }
  if (open !== null) parts.push(body.slice(open))
  return parts.length > 0 ? parts : null
}

/** Where the next line begins that begins with the mark. */
function lineWith(body: string, mark: string, from: number): number {
  const before = body.indexOf(`\n${mark}`, from)
  return before < 0 ? -1 : before + 1
}

const parameters = {
  boundary: /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i,
  charset: /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]+))/i,
}

function parameter(header: string, name: keyof typeof parameters): string {
  const match = parameters[name].exec(header)
  return (match?.[1] ?? match?.[2] ?? '').trim()
}
