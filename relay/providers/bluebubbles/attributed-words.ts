import { membersOf } from '../members.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })
/** How Apple's archive marks the characters of a string: a new type of one letter, a plus. */
const stringMark = Buffer.from([0x84, 0x01, 0x2b])

/**
 * The words of an `attributedBody`, where a message has its text nowhere else (macOS 13 and later): in the form that BlueBubbles
 * makes of it, `[{ string, runs }]`, or as Apple's archive ("streamtyped") in base64. Undefined where there are none.
 */
export function attributedWords(body: unknown): string | undefined {
  if (typeof body === 'string')
    return /^[A-Za-z0-9+/_=\s-]+$/.test(body) ? wordsIn(Buffer.from(body, 'base64')) : undefined
  for (const part of Array.isArray(body) ? body : [body]) {
    const members = membersOf(part)
    const words = members.text('string')
    if (words !== undefined) return words
    // A buffer as Node writes it in JSON.
    if (members.text('type') === 'Buffer') return wordsIn(Buffer.from(members.list('data').map(Number)))
  }
  return undefined
}

function wordsIn(archive: Buffer): string | undefined {
  if (archive.indexOf('streamtyped', 0, 'latin1') < 0) return undefined
  const named = archive.indexOf('NSString', 0, 'latin1')
  const start = named < 0 ? -1 : archive.indexOf(stringMark, named)
  if (start < 0) return undefined
  const { length, at } = lengthAt(archive, start + stringMark.length)
  if (length === 0 || at + length > archive.length) return undefined
  try {
    return utf8.decode(archive.subarray(at, at + length))
  } catch {
    return undefined
  }
}

/** A length is one byte, or after 0x81 two, after 0x82 four, the smallest first. */
function lengthAt(archive: Buffer, at: number): { length: number; at: number } {
  const first = archive[at] ?? 0
  if (first === 0x81 && at + 3 <= archive.length) return { length: archive.readUInt16LE(at + 1), at: at + 3 }
  if (first === 0x82 && at + 5 <= archive.length) return { length: archive.readUInt32LE(at + 1), at: at + 5 }
  return { length: first < 0x80 ? first : 0, at: at + 1 }
}
