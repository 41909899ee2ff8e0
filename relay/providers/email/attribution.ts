import { dashedWords } from './dashed-words.ts'
import { dated } from './dated.ts'

/** A line with which a mail program introduces the message that is answered. */
export interface Attribution {
  /** Lines it is written in: programs wrap it. */
  lines: number
  address: string | null
  /**
   * How much it says: `marks` needs marked lines below it to be believed, `day` has an address as programs write it and a
   * date, `time` the time of day as well.
   */
  says: 'marks' | 'day' | 'time'
}

const longest = 400
const mostLines = 4
const inBrackets = /[<[]\s*(?:mailto:\s*)?([^\s<>"(),:;[\]]{1,64}@[^\s<>"(),:;[\]]{1,190})\s*[>\]]/iu
const bare = /[^\s<>"(),:;[\]]{1,64}@[^\s<>"(),:;[\]]{1,190}/u

/**
 * The attribution that begins at this line; null where there is none. It is known by its structure, in every language: an
 * address or a date, and a colon at its end (Zoho writes dashes around it). A person's own "On Monday I wrote:" has neither.
 */
export function attributionAt(lines: readonly string[], at: number): Attribution | null {
  for (let count = 1; count <= mostLines && at + count <= lines.length; count++) {
    const found = inLines(lines, at, count)
    if (found === 'none') return null
    if (found) return beginsLater(lines, at, count) ? null : found
  }
  return null
}

/** What a person wrote may stand right above it, with no empty line between. */
function beginsLater(lines: readonly string[], at: number, count: number): boolean {
  for (let skip = 1; skip < count; skip++) {
    const later = inLines(lines, at + skip, count - skip)
    if (later && later !== 'none' && (later.says !== 'marks' || dated(lines[at]!) === 'no')) return true
  }
  return false
}

function inLines(lines: readonly string[], at: number, count: number): Attribution | 'none' | null {
  const parts = lines.slice(at, at + count).map(plain)
  if (parts.some((part) => part === '' || part.startsWith('>'))) return 'none'
  const joined = parts.join(' ')
  if (joined.length > longest) return 'none'
  const dashes = dashedWords(joined, 2, 'spaced')
  if (!/[:：]$/u.test(joined) && !dashes) return null
  // A program wraps at the width of the window, and no first line is as short as a person's greeting.
  if (count > 1 && parts[0]!.length < 25) return null
  const said = dashes ?? joined
  const when = dated(said)
  const bracketed = inBrackets.exec(said)
  const address = (bracketed?.[1] ?? bare.exec(said)?.[0] ?? null)?.toLowerCase() ?? null
  if (dashes && (!address || when === 'no')) return null
  if (!address && when !== 'time') return null
  if (count > 1 && when === 'no') return null
  const tail = bracketed ? said.length - bracketed.index - bracketed[0].length : longest
  return { lines: count, address, says: when !== 'no' && bracketed !== null && tail <= 80 ? when : 'marks' }
}

/** Without the marks of direction that Hebrew and Arabic programs put around names and addresses. */
function plain(line: string): string {
  return line.replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '').trim()
}
