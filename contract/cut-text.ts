/** How far before a cut the characters are looked at: longer ones than that are cut. */
const longestCharacter = 64

/** Loaded once: it is slow to make. */
let graphemes: Intl.Segmenter | undefined

/**
 * The beginning of a text, cut between two characters as people see them, and never within one: of a family of signs either all is
 * there or nothing. `most` counts UTF-16 units, as `length` does. A text that fits stays as it is.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const from = Math.max(0, most - longestCharacter)
  // Halves of a pair that stand before a cut are the text's own.
  const near = text.slice(from, most + longestCharacter)
  graphemes ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  const at = graphemes.segment(near).containing(most - from)?.index ?? most - from
  return text.slice(0, at > 0 || from === 0 ? from + at : between(text, most))
}

/** Where the one character is longer than was looked at, at least not within a pair. */
function between(text: string, most: number): number {
  return /[\ud800-\udbff]/.test(text.charAt(most - 1)) && /[\udc00-\udfff]/.test(text.charAt(most)) ? most - 1 : most
}
