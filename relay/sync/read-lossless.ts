import { endOfJsonText } from '../hubspot/end-of-json-text.ts'

const utf8 = new TextDecoder()

/** As `charCodeAt` tells them: ", -, 0 and 9. */
const [quote, minus, zero, nine] = [0x22, 0x2d, 0x30, 0x39]
const isDigit = (code: number): boolean => code >= zero && code <= nine

/**
 * JSON as it is read everywhere, but for whole numbers that JavaScript would round: they are the text of their digits. Bytes that are
 * no UTF-8 become U+FFFD. Throws where it is no JSON.
 */
export function readLossless(bytes: Uint8Array): unknown {
  const text = utf8.decode(bytes)
  return JSON.parse(/\d{16}/.test(text) ? withLongNumbersAsText(text) : text)
}

/** Looks at each sign once: a reviver would look at each value, which of many takes half a second. */
function withLongNumbersAsText(text: string): string {
  let told = ''
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfJsonText(text, at)
    else if (code === minus || isDigit(code)) {
      const end = endOfNumber(text, at)
      const number = text.slice(at, end)
      if (/^-?\d{16,}$/.test(number) && !Number.isSafeInteger(Number(number))) {
        told += `${text.slice(from, at)}"${number}"`
        from = end
      }
      at = end - 1
    }
  }
  return told + text.slice(from)
}

/** Also of one with a fraction or an exponent, which stays as it is. */
function endOfNumber(text: string, begin: number): number {
  let at = begin + 1
  while (at < text.length && /[\d.eE+-]/.test(text.charAt(at))) at += 1
  return at
}
