import { cutText } from '../../../contract/cut-text.ts'
import { readKeyword } from '../../policy/keyword.ts'
import { gsmAlphabet, gsmExtension } from './gsm-alphabet.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const utf16 = new TextDecoder('utf-16be', { fatal: true })

/** UCS-2 stands first byte first in SMS, whatever a browser takes these names for. */
const ucs2 = /^(ucs-?2|iso-10646-ucs-2|utf-?16(be)?)$/i
const gsm = /^(x-)?(gsm([ _-]?(7|7bit|03[._]?38|0338|default))?|default)$/i

/**
 * The text of a message. Kannel names UTF-8, or UTF-16BE where mo-recode is off, or what the SMSC's alt-charset says; a gateway that
 * names no charset, or one that nobody knows, is read as UTF-8 where it is that, else as Latin 1, and the text says so.
 */
export function textOf(body: Uint8Array, contentType: string): string {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase()
  if (charset !== undefined && gsm.test(charset) && body.every((byte) => byte < 0x80)) return fromGsm(body)
  const known = charset === undefined ? undefined : decoded(body, charset)
  if (known !== undefined) return known
  const guessed = attempt(() => utf8.decode(body))
  if (guessed !== undefined) return guessed
  const text = new TextDecoder('windows-1252').decode(body)
  // A word on consent must stay the whole of what was written.
  if (readKeyword(text, 'sms') !== null) return text
  const named = charset === undefined ? 'names no character set' : `names the character set “${cutText(charset, 20)}”`
  return `${text}\n\n(The gateway ${named}; some letters may be other ones.)`
}

function decoded(body: Uint8Array, charset: string): string | undefined {
  if (ucs2.test(charset)) return attempt(() => utf16.decode(body))
  return attempt(() => new TextDecoder(charset, { fatal: true }).decode(body))
}

/** One byte for each place of the alphabet, as SMSCs pass it on. */
function fromGsm(body: Uint8Array): string {
  let text = ''
  for (let place = 0; place < body.length; place += 1) {
    const byte = body[place] ?? 0
    if (byte === 0x1b) {
      place += 1
      text += gsmExtension.get(body[place] ?? 0) ?? ''
    } else text += gsmAlphabet[byte] ?? '\ufffd'
  }
  return text
}

function attempt(decode: () => string): string | undefined {
  try {
    return decode()
  } catch {
    return undefined
  }
}
