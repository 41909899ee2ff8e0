/** Letters that are compared; two texts that begin alike go on alike. */
const compared = 20_000

/** How much of one text is in another, from 0 to 1, by its letters alone, so that wrapping and marks make no difference. */
export function sharedLetters(text: string, other: string): number {
  const wanted = triples(text.slice(0, compared))
  if (wanted.size === 0) return 1
  const there = triples(other.slice(0, 4 * compared))
  let found = 0
  for (const one of wanted) if (there.has(one)) found++
  return found / wanted.size
}

function triples(text: string): Set<string> {
  const letters = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
  const found = new Set<string>()
  for (let at = 0; at < Math.max(1, letters.length - 2) && letters; at++) found.add(letters.slice(at, at + 3))
  return found
}
