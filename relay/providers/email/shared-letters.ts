/** Letters that are compared; two texts that begin alike go on alike. */
const compared = 20_000

/** How much of one text is in another, from 0 to 1, by its letters alone, so that wrapping and marks make no difference. */
export function sharedLetters(text: string, other: string): number {
  const letters = lettersOf(text.slice(0, compared))
  const others = lettersOf(other.slice(0, 4 * compared))
  if (others.startsWith(letters)) return 1
  const wanted = triples(letters)
  const there = triples(others)
  let found = 0
  for (const one of wanted) if (there.has(one)) found++
  return found / wanted.size
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Each as a number. */
function triples(letters: string): Set<number> {
  const found = new Set<number>()
  let triple = 0
  for (let at = 0; at < letters.length; at++) {
    triple = (triple % 2 ** 32) * 2 ** 16 + letters.charCodeAt(at)
    if (at >= 2 || at === letters.length - 1) found.add(triple)
  }
  return found
}
