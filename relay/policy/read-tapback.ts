import { tapbackWords } from './tapback-words.ts'

const keycapOrFlag = String.raw`[\d#*]\uFE0F?\u20E3|\p{RI}{2}`
const picture = String.raw`\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})*`
const emoji = new RegExp(`${keycapOrFlag}|${picture}(?:\u200D${picture})*`, 'u')

const opening = '“”„«»‹›‘「"'
const closing = '“”»«›‹’」"'
/** The words before, what stands in quotation marks, the words after; the outermost marks count, for the quoted may hold some. */
const inMarks = new RegExp(`^([^${opening}]*)([${opening}])([^]*)[${closing}]([^${opening}${closing}]*)$`)
/** What was too long to be quoted whole may have lost its end, and the mark with it. */
const cutOff = new RegExp(`^([^${opening}]*)([${opening}])([^]*(?:…|\\.\\.\\.))()$`)
/** A label that itself stands in marks beside the quotation, as in German. */
const labels =
  /["“”„«‘]\s*((?:non )?mi piace|gefällt mir(?: nicht)?|j['’]aime|je n['’]aime pas|(?:no )?me gusta|gostei|não gostei)\s*["“”»’]/iu

const list = (words: string) => words.split(/[|\n]/).map((each) => comparable(each))
const signs = new Map(
  Object.entries(tapbackWords.signs).flatMap(([sign, words]) => list(words).map((each) => [each, sign] as const)),
)
const [withEmoji, removed] = [new Set(list(tapbackWords.emoji)), new Set(list(tapbackWords.removed))]
const things = list(tapbackWords.things).sort((one, other) => other.length - one.length)

/**
 * The sign beside a message that a text stands for where a phone had to write it out (`Loved “Hi”`, `Reacted 👍 to “Hi”`, `Liked an
 * image`); null for what a person typed. `reaction` is null where the sign is taken back. `quoted` may have lost its end to “…”, and
 * names a file as the phone did.
 */
export function readTapback(text: string): { reaction: string | null; quoted: string } | null {
  // Google marks its own with spaces that nobody sees.
  const plain = text.replace(/[\u200B\u200C\u200E\u200F\u2060\u2066-\u2069\uFEFF]/g, '').trim()
  // Phones begin with a capital or with the emoji; people who write about a quotation mostly do not.
  if (plain.length > 5000 || /^\p{Ll}/u.test(plain)) return null
  const without = plain.replace(labels, (_, label: string) => `<${label}>`)
  // What is quoted may be such a word itself.
  const labelled = inMarks.test(without) ? without : plain
  const [, before, mark = '', quoted = '', after = ''] = inMarks.exec(labelled) ?? cutOff.exec(labelled) ?? []
  if (before !== undefined) {
    return quoted.trim() === '' || endsWithin(mark, quoted) ? null : signOf(before, after, quoted.trim())
  }
  if (plain.length > 100) return null
  const whole = comparable(plain)
  const thing = things.find((each) => whole.endsWith(` ${each}`) || whole.includes(` ${each} `))
  if (thing === undefined) return null
  const at = whole.indexOf(` ${thing}`) + 1
  return signOf(whole.slice(0, at), whole.slice(at + thing.length), thing)
}

/** Is this several quotations with words between them? Phones make one. */
function endsWithin(mark: string, quoted: string): boolean {
  if (mark === '"') return /^[^"]*[^\s"]"\s[^]*"/.test(quoted)
  let depth = 1
  for (const character of quoted) {
    if (character === mark && depth === 0) return true
    if (character === mark) depth += 1
    else if (depth > 0 && closing.includes(character)) depth -= 1
  }
  return false
}

function signOf(before: string, after: string, quoted: string): { reaction: string | null; quoted: string } | null {
  const around = `${before}…${after}`
  if (around.length > 120) return null
  const sign = signs.get(comparable(around))
  if (sign !== undefined) return { reaction: sign, quoted }
  const [own] = emoji.exec(around) ?? []
  const pattern = comparable(own === undefined ? around : around.replace(own, ' * '))
  if (removed.has(pattern)) return { reaction: null, quoted }
  if (pattern === 'reacted with a sticker to …') return { reaction: 'sticker', quoted }
  return own !== undefined && withEmoji.has(pattern) ? { reaction: own, quoted } : null
}

/** In small letters without accents, marks and doubled blanks, one blank on each side of what is quoted. */
function comparable(words: string): string {
  return words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll('œ', 'oe')
    .replace(/[<>“”„"]/g, '')
    .replace(/[…*]/g, ' $& ')
    .replace(/\s+/g, ' ')
    .trim()
}
