import { dated } from './dated.ts'

/** The headers of an older message as mail programs copy them above its text. */
export interface HeaderBlock {
  lines: number
  /** Who wrote it; null where it only names the person. */
  address: string | null
  /**
   * How much it says: `some` labels with an address or a date; `all` that a program writes, an address, a date, a recipient
   * and a subject; `ordered`, all of it with who and when (to the minute) on top, as no form has it.
   */
  says: 'some' | 'all' | 'ordered'
  /** When it was written, to the minute, is among the first two: no list of ways to reach somebody has that. */
  isTimed: boolean
  /** No empty line ends it: the text begins right below. */
  isOpen: boolean
}

const most = 14
const label = /^[*_]{0,2}[\p{L}][\p{L}\p{M} .'’-]{0,24}?\s?[:：][*_]{0,2}(?:\s|$|(?<=：))/u
const address = /[^\s<>"(),:;[\]]{1,64}@[^\s<>"(),:;[\]]{1,190}/u

/**
 * The block of headers that begins at this line; null where there is none. It is known by its structure and not by its
 * words: labels in a row, an address in one of the first two, a date in one. "From: Hamburg / To: Munich" is none.
 */
export function headerBlockAt(lines: readonly string[], at: number): HeaderBlock | null {
  if (!label.test(plain(lines[at]!))) return null
  const values: string[] = []
  let end = at
  for (; end < lines.length && end - at < most; end++) {
    const line = plain(lines[end]!)
    if (line === '') break
    const name = label.exec(line)?.[0]
    if (name !== undefined) values.push(line.slice(name.length).trim())
    // A long list of recipients goes on in the next lines.
    else if (line.length <= 400 && /@|[;,]$/u.test(line)) values.push(`${values.pop() ?? ''} ${line}`)
    else break
  }
  const isOpen = end < lines.length && plain(lines[end]!) !== ''
  if (values.length < (isOpen ? 4 : 2) || values[0] === '') return null
  const top = values.slice(0, 2).map((value) => address.exec(value.slice(0, 400))?.[0])
  const from = top.find((one) => one !== undefined)
  const when = values.map((value) => dated(value.slice(0, 200)))
  const isDated = when.some((one) => one !== 'no')
  if (!isDated && !from) return null
  const all = from !== undefined && isDated && values.length >= 4
  const ordered = all && when[top[0] === undefined ? 0 : 1] === 'time'
  const isTimed = when.slice(0, 2).includes('time')
  const says = ordered ? 'ordered' : all ? 'all' : 'some'
  return { lines: end - at, address: from?.toLowerCase() ?? null, says, isTimed, isOpen }
}

function plain(line: string): string {
  return line
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replaceAll('\u00a0', ' ')
    .trim()
}
