import { isAscii, isUtf8 } from 'node:buffer'

/** Bytes that are looked at; what a person writes in one language is told by less. */
const looked = 50_000

/**
 * The character set of a text that names none, or a wrong one; null where UTF-8 will do. First what the mail names elsewhere
 * (`hints`, as in its encoded words), where the bytes are possible in it, then what is told by the letters it would make.
 */
export function guessCharset(bytes: Uint8Array, hints: () => readonly string[]): string | null {
  const text = bytes.subarray(0, looked)
  if (isAscii(text) || isUtf8(text) || isNearlyUtf8(text)) return null
  for (const hint of hints()) {
    if (!/^(?:us-ascii|utf-?8)$/i.test(hint) && decoded(text, hint) !== null) return hint
  }
  const kana = ['shift_jis', 'euc-jp'].find((name) => share(text, name, /[\u3041-\u30fe]/u) > 0.2)
  if (kana) return kana
  // A word or two with letters beyond ASCII are Western European.
  if (!isForeign(text)) return 'windows-1252'
  if (share(text, 'euc-kr', /[\uac00-\ud7a3]/u) > 0.9) return 'euc-kr'
  const cyrillic = ['windows-1251', 'koi8-r'].map((name) => ({ name, small: share(text, name, /[а-яё]/u) }))
  const [best] = cyrillic.sort((one, other) => other.small - one.small)
  if (best && best.small > 0.6) return best.name
  // Both bytes of a sign of GB 2312 are beyond ASCII; those of Big5 are not always.
  const isGb = /^(?:\p{ASCII}|[\xa1-\xf7][\xa1-\xfe])*[\xa1-\xf7]?$/u.test(Buffer.from(text).toString('latin1'))
  const chinese = (isGb ? ['gb18030', 'big5'] : ['big5', 'gb18030']).find(
    (name) => share(text, name, /\p{Script=Han}/u) > 0.6,
  )
  return chinese ?? 'windows-1252'
}

/** UTF-8, be it with a broken letter here and there or cut at its end. */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes, { stream: true })
  const foreign = text.match(/\P{ASCII}/gu)?.length ?? 0
  const broken = text.match(/\ufffd/gu)?.length ?? 0
  return broken === 0 || broken * 10 < foreign
}

/** Whether more than half of the letters are beyond ASCII. */
function isForeign(bytes: Uint8Array): boolean {
  const high = bytes.reduce((sum, byte) => sum + (byte > 0x7f ? 1 : 0), 0)
  const plain = bytes.reduce((sum, byte) => sum + (/[a-z]/i.test(String.fromCharCode(byte)) ? 1 : 0), 0)
  return high > plain
}

function share(bytes: Uint8Array, charset: string, wanted: RegExp): number {
  const foreign = decoded(bytes, charset)?.match(/\P{ASCII}/gu) ?? []
  return foreign.length === 0 ? 0 : foreign.filter((letter) => wanted.test(letter)).length / foreign.length
}

function decoded(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return null
  }
}
