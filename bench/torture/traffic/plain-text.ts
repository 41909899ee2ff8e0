/** Text in a form in which it compares: single blanks. */
export function plainText(text: string): string {
  return text.replaceAll(/[\s\u00a0]+/g, ' ').trim()
}
