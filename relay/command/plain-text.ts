/** Words of others as they may go to a terminal: on one line, and nothing that a terminal obeys. */
export function plainText(words: string): string {
  return words.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim()
}
