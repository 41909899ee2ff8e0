import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** Names of one delivery; who holds more is looked for no further. */
const most = 100
/** Rows of digits, and words with an @, that are looked at; what holds more than these is no message of one person. */
const mostLooked = 500
/** Longer ones are nobody's address. */
const longest = 400
/** Characters of an id in which digits are no number that anybody has, and such an id. */
const uuidLength = 36
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi
const besideInUuid = /[0-9a-f-]/i

/** Whether what stands from here to there is a part of an id. */
function isInUuid(text: string, from: number, to: number): boolean {
  if (!besideInUuid.test(text[from - 1] ?? ' ') && !besideInUuid.test(text[to] ?? ' ')) return false
  const first = Math.max(0, to - uuidLength)
  return [...text.slice(first, from + uuidLength).matchAll(uuid)].some(
    ({ index }) => first + index <= from && first + index + uuidLength >= to,
  )
}

/** What was looked at lately: the same few people and lines are told of again and again. */
const phones = new Map<string, string | null>()
const mostKept = 5_000

function phoneOf(digits: string): string | null {
  const known = phones.get(digits)
  if (known !== undefined) return known
  const parsed = parsePhoneNumberFromString(`+${digits}`)
  const phone = parsed?.isPossible() ? parsed.number : null
  if (phones.size >= mostKept) phones.clear()
  phones.set(digits, phone)
  return phone
}

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
  for (const { 0: digits, index } of text.matchAll(/\d{7,15}/g)) {
    if (seen.has(digits) || isInUuid(text, index, index + digits.length)) continue
    seen.add(digits)
    const phone = phoneOf(digits)
    if (phone !== null) names.add(phone)
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
