/** Bits that a secret needs at least. Ten thousand million guesses a second take years for as many. */
const least = 56

/** What people type where a secret is wanted. */
const words =
  /pass(?:word|wort|phrase|wd)|secret|change-?me|letmein|welcome|admin|homing|hubspot|default|example|iloveyou|monkey|dragon/g
const rows = ['qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'zxcvbnm', 'yxcvbnm']

/**
 * Whether a secret could be guessed, as far as its looks tell: repetitions, sequences, rows of a keyboard and words that everybody
 * takes count as one character each, and every other as one of its alphabet. Of bytes, each is a character. The one opinion on
 * how much randomness is enough; nothing of the secret is told.
 */
export function isGuessable(secret: string | Uint8Array): boolean {
  const text =
    typeof secret === 'string' ? secret.trim().replace(/^whsec_/, '') : Buffer.from(secret).toString('latin1')
  const left = withoutRepetitions(withoutRows(text.toLowerCase().replaceAll(words, '\0')))
  const alphabet = typeof secret === 'string' ? alphabetOf(text) : 256
  return left.length * Math.log2(Math.max(1, Math.min(alphabet, 2 * new Set(left).size))) < least
}

function alphabetOf(text: string): number {
  if (/^[0-9a-f]+$/i.test(text)) return /^[0-9]+$/.test(text) ? 10 : 16
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].map((kind, index) => (kind.test(text) ? [26, 26, 10][index]! : 0))
  const others = new Set(text.replaceAll(/[a-zA-Z0-9]/g, ''))
  return kinds.reduce((sum, size) => sum + size, 0) + 2 * others.size
}

/** One character for every four or more that lie beside each other on a keyboard, either way. */
function withoutRows(text: string): string {
  const both = rows.flatMap((row) => [row, [...row].reverse().join('')])
  let left = ''
  for (let at = 0; at < text.length;) {
    let length = 1
    for (const row of both) {
      const from = row.indexOf(text[at] ?? '')
      let same = 0
      while (from >= 0 && from + same < row.length && row[from + same] === text[at + same]) same += 1
      if (same >= 4) length = Math.max(length, same)
    }
    left += text[at] ?? ''
    at += length
  }
  return left
}

/** Without what continues a sequence (aaa, abc, 987), and with one character for what stood there before. */
function withoutRepetitions(text: string): string {
  let left = ''
  let step: number | null = null
  for (let at = 0; at < text.length;) {
    const next = at === 0 ? null : text.charCodeAt(at) - text.charCodeAt(at - 1)
    const goesOn = next !== null && Math.abs(next) <= 1 && next === step
    step = next
    let known = 0
    while (at + known < text.length && text.slice(0, at).includes(text.slice(at, at + known + 1))) known += 1
    if (!goesOn) left += text[at] ?? ''
    if (known >= 3) {
      at += known
      step = null
    } else at += 1
  }
  return left
}
