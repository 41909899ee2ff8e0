import { isAscii } from 'node:buffer'
import { guessCharset } from './guess-charset.ts'
import { mailOutline, type OutlinedPart } from './mail-outline.ts'
import { fromQuotedPrintable } from './quoted-printable.ts'

/** Text stands before files, and what lies further back is no text of a person. */
const looked = 2 * 1024 * 1024
/** Letters of one text that are looked at. */
const lookedInText = 200_000
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
  const text = raw.toString('latin1', 0, looked)
  const edits = mailOutline(text).flatMap((part) => (part.kind.startsWith('text/') ? label(text, part) : []))
  if (edits.length === 0) return raw
  const pieces: Buffer[] = []
  let end = 0
  for (const edit of edits) {
    pieces.push(raw.subarray(end, edit.from), Buffer.from(edit.text, 'latin1'))
    end = edit.to
  }
  return Buffer.concat([...pieces, raw.subarray(end)])
}

function label(text: string, { from, head, type, body, to }: OutlinedPart): Edit[] {
  const charset = /charset\s*=\s*"?([^\s;"]{0,60})/i.exec(type?.[0] ?? '')?.[1] ?? ''
  const isUnsaid = saysNothing.test(charset)
  if (!isUnsaid && !western.test(charset)) return []
  const bytes = bytesOf(text.slice(body, Math.min(to, body + lookedInText)), head)
  // What has no letters beyond ASCII is the same in all of them.
  if (isAscii(bytes)) return []
  const guessed = isUnsaid ? guessCharset(bytes, () => named(bytes, text)) : isStrictUtf8(bytes) ? 'utf-8' : null
  if (!guessed) return []
  const other = (type?.[0] ?? 'Content-Type: text/plain').replace(/;\s*charset\s*=\s*(?:"[^"]*"|[^\s;"]*)/i, '')
  const at = from + (type?.index ?? 0)
  const said = `${other.trimEnd()}; charset=${guessed}${type ? '' : '\r\n'}`
  return [{ from: at, to: at + (type?.[0].trimEnd().length ?? 0), text: said }]
}

/** What is named elsewhere: by HTML in its head, and in the encoded words of the mail's headers. */
function named(bytes: Buffer, text: string): string[] {
  const [, own] =
    /<meta\b[^<>]{0,200}\bcharset\s*=\s*["']?([\w-]{2,30})/i.exec(bytes.toString('latin1', 0, 4_000)) ?? []
  const words = [...text.slice(0, 100_000).matchAll(/=\?([\w.:-]{2,30})\?[bq]\?/gi)].map(([, name]) => name!)
  return [...(own ? [own] : []), ...[...new Set(words)].slice(0, 5)]
}

/** Letters of Western Europe never stand together as the bytes of UTF-8 do. */
function isStrictUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function bytesOf(body: string, head: string): Buffer {
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(head)?.[1]?.toLowerCase() ?? ''
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  return encoding === 'quoted-printable' ? fromQuotedPrintable(body) : Buffer.from(body, 'latin1')
}
