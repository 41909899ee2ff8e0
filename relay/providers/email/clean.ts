import { cutText } from '../../../contract/cut-text.ts'

/** Without what PostgreSQL cannot store: NUL and halves of surrogate pairs. */
export function clean(text: string, length: number): string {
  return cutText(text, length).replaceAll('\0', '').toWellFormed()
}
