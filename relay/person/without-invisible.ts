/**
 * A text without the signs that come along when an address is copied and that nobody sees: marks of the direction of writing, widths of
 * zero, soft hyphens. Joiners between two letters of other scripts stay, since there they are part of a word.
 */
export function withoutInvisible(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  return text.replace(/(?!(?<=[^\0-\x7f])[\u200c\u200d](?=[^\0-\x7f]))\p{Cf}/gu, '').trim()
}
