/**
 * Do two texts say the same? Carriers change quotes, dashes and spaces on the way, so only letters, digits and signs
 * count; a text without any is compared as it is.
 */
export function sameWords(one: string, other: string): boolean {
  return comparable(one) === comparable(other)
}

function comparable(text: string): string {
  const kept = text.normalize('NFC').replace(/[^\p{L}\p{N}\p{S}\p{M}]/gu, '')
  return kept === '' ? text.trim() : kept
}
