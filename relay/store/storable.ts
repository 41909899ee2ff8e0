/** Whether PostgreSQL takes this as text: it holds neither NUL nor half a character. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** The text without what PostgreSQL does not take. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
