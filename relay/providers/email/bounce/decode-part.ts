import type { MailHeaders } from '../headers.ts'
import { headerText } from '../headers.ts'
import { fromQuotedPrintable } from '../quoted-printable.ts'

/** The bytes of a part's body, given as latin1, without their transfer encoding (RFC 2045 §6). */
export function decodePart(body: string, headers: MailHeaders): Buffer {
  const encoding = headerText(headers, 'content-transfer-encoding').trim().toLowerCase()
  if (encoding === 'base64') return Buffer.from(body.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64')
  return encoding === 'quoted-printable' ? fromQuotedPrintable(body) : Buffer.from(body, 'latin1')
}

/** Those bytes as text. Old mail systems name no charset, or a wrong one; nothing here throws. */
export function partText(bytes: Uint8Array, charset: string): string {
  const named = charset.toLowerCase()
  const begins = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  // ISO-2022-JP is told by its escapes, whatever the header says.
  if (begins.includes('\x1b$B') || begins.includes('\x1b$@')) return decode(bytes, 'iso-2022-jp') ?? begins
  if (named !== '' && !/^(?:us-)?ascii$|^utf-?8$/.test(named)) {
    const text = decode(bytes, named)
    if (text !== null) return text
  }
  return decode(bytes, 'utf-8') ?? begins
}

function decode(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: charset === 'utf-8' }).decode(bytes)
  } catch {
    return null
  }
}
