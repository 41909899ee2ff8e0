/**
 * A file's name that can be shown: without folders, control characters and signs that turn the direction of writing or cannot
 * be seen, on one line. Empty where nothing is left.
 */
export function cleanName(name: string): string {
  return (
    name
      .replace(/^.*[/\\]/s, '')
      .replace(/\s+/g, ' ')
      // Joiners stay: Persian words and families of emoji are written with them.
      .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
      .replace(/^[. ]+|(?<![. ])[. ]+$/g, '')
      .replace(/(?<! ) +(\.[^. ]+)$/, '$1')
  )
}
