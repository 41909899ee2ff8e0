/** Without what PostgreSQL cannot store: NUL and halves of surrogate pairs. */
export function clean(text: string, length: number): string {
  return text.slice(0, length).replaceAll('\0', '').toWellFormed()
}
