import { guessCharset } from './guess-charset.ts'

/** Text stands before files, and what lies further back is no text of a person. */
const looked = 2 * 1024 * 1024
const mostParts = 100
const deepest = 12
/** What programs write that do not know it themselves. */
const saysNothing = /^(?:|us-?ascii|ascii|utf-?8|_.*)$|unknown|default|user-defined|8bit|binary|none/i
/** What old programs name for whatever they send. */
const western = /^(?:iso-?8859-?(?:1|15)|latin-?1|windows-1252|cp-?1252)$/i

interface Edit {
  from: number
  to: number
  text: string
}

/**
 * A mail whose texts all name a character set: where one names none, or one that its bytes are not written in, what they
 * probably are is put into its Content-Type, for the parser to go by.
 */
export function labelCharsets(raw: Buffer): Buffer {
  const text = raw.subarray(0, looked).toString('latin1')
  const hints = [
    ...new Set([...text.slice(0, 100_000).matchAll(/=\?([\w.:-]{2,30})\?[bq]\?/gi)].map(([, name]) => name!)),
  ]
  const edits: Edit[] = []
  walk(text, 0, text.length, { hints: hints.slice(0, 5), edits, parts: 0 }, 0)
  if (edits.length === 0) return raw
  const pieces: Buffer[] = []
  let end = 0
  for (const edit of edits) {
    pieces.push(raw.subarray(end, edit.from), Buffer.from(edit.text, 'latin1'))
    end = edit.to
  }
  return Buffer.concat([...pieces, raw.subarray(end)])
}

interface Walk {
  hints: readonly string[]
  edits: Edit[]
  parts: number
}

function walk(text: string, from: number, to: number, walked: Walk, depth: number): void {
  if (depth > deepest || ++walked.parts > mostParts) return
  const part = text.slice(from, to)
  const gap = /\r?\n\r?\n/.exec(part)
  const head = gap ? part.slice(0, gap.index) : part
  const body = gap ? from + gap.index + gap[0].length : to
  const type = /^content-type:[^\n]*(?:\n[ \t][^\n]*)*/im.exec(head)
  const kind = /:\s*([\w.+-]+\/[\w.+-]+)/.exec(type?.[0] ?? ': text/plain')?.[1]?.toLowerCase() ?? ''
  if (kind.startsWith('multipart/')) {
    const [, quoted, bare] = /boundary\s*=\s*(?:"([^"\n]{1,200})"|([^\s;"]{1,200}))/i.exec(type?.[0] ?? '') ?? []
    const boundary = quoted ?? bare
    if (boundary) for (const [start, end] of parts(text, body, to, boundary)) walk(text, start, end, walked, depth + 1)
  } else if (kind === 'message/rfc822') walk(text, body, to, walked, depth + 1)
  else if (kind.startsWith('text/')) label(text.slice(body, to), head, type, from, walked)
}

function parts(text: string, from: number, to: number, boundary: string): [number, number][] {
  const found: [number, number][] = []
  const mark = `\n--${boundary}`
  let at = text.indexOf(mark, Math.max(0, from - 1))
  while (at >= 0 && at < to && found.length < mostParts) {
    const line = text.indexOf('\n', at + mark.length)
    if (line < 0 || text.startsWith('--', at + mark.length)) break
    const next = text.indexOf(mark, line)
    found.push([line + 1, next < 0 || next > to ? to : next])
    at = next
  }
  return found
}

function label(body: string, head: string, type: RegExpExecArray | null, from: number, walked: Walk): void {
  const charset = /charset\s*=\s*"?([^\s;"]{0,60})/i.exec(type?.[0] ?? '')?.[1] ?? ''
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(head)?.[1]?.toLowerCase() ?? ''
  const guessed = better(charset, bytesOf(body, encoding), walked.hints)
  if (!guessed) return
  const named = (type?.[0] ?? 'Content-Type: text/plain').replace(/;\s*charset\s*=\s*(?:"[^"]*"|[^\s;"]*)/i, '')
  const at = from + (type?.index ?? 0)
  const text = `${named.trimEnd()}; charset=${guessed}${type ? '' : '\r\n'}`
  walked.edits.push({ from: at, to: at + (type?.[0].trimEnd().length ?? 0), text })
}

/** What a text is rather written in than in what it names; null where that will do. */
function better(charset: string, bytes: Buffer, hints: readonly string[]): string | null {
  // HTML may name it itself.
  const [, own] =
    /<meta\b[^<>]{0,200}\bcharset\s*=\s*["']?([\w-]{2,30})/i.exec(bytes.toString('latin1', 0, 4_000)) ?? []
  if (saysNothing.test(charset)) return guessCharset(bytes, own ? [own, ...hints] : hints)
  return western.test(charset) && isStrictUtf8(bytes) ? 'utf-8' : null
}

/** Letters of Western Europe never stand together as the bytes of UTF-8 do. */
function isStrictUtf8(bytes: Buffer): boolean {
  if (!bytes.some((byte) => byte > 0x7f)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function bytesOf(body: string, encoding: string): Buffer {
  const some = body.slice(0, 200_000)
  if (encoding === 'base64') return Buffer.from(some, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(some, 'latin1')
  const plain = some.replace(/=\r?\n/g, '')
  return Buffer.from(
    plain.replace(/=([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
