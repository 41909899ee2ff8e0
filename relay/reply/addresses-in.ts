import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** Names of one delivery; who holds more is looked for no further. */
const most = 100
/** Rows of digits, and words with an @, that are looked at; what holds more than these is no message of one person. */
const mostLooked = 500
/** Longer ones are nobody's address. */
const longest = 400

/**
 * Whatever stands in a delivery that may be somebody's address: numbers as E.164, emails in small letters. Null where there is too much
 * of it. It takes time that grows with its bytes, and no more than that.
 */
export function addressesIn(body: Uint8Array, headers: Readonly<Record<string, string>>): string[] | null {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const text = [bytes.toString('latin1'), ...Object.values(headers)].join('\n').replaceAll('%40', '@')
  const names = new Set<string>()
  const seen = new Set<string>()
  const isMany = () => seen.size > mostLooked || names.size > most
  // A time, and most ids, are no number that anybody has.
  for (const [digits] of text.matchAll(/\d{7,15}/g)) {
    if (seen.has(digits)) continue
    seen.add(digits)
    const phone = parsePhoneNumberFromString(`+${digits}`)
    if (phone?.isPossible()) names.add(phone.number)
    if (isMany()) return null
  }
  if (!text.includes('@')) return [...names]
  for (const [word] of text.matchAll(/[^\s"'`<>()[\]{}\\,;:=&?]+/g)) {
    const at = word.indexOf('@', 1)
    if (at < 0 || at === word.length - 1 || word.length > longest || seen.has(word)) continue
    seen.add(word)
    names.add(word.toLowerCase())
    if (isMany()) return null
  }
  return [...names]
}
