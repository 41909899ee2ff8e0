import { cutText } from '../../../contract/cut-text.ts'
import { peekText } from '../peek.ts'

/** What Meta says of one of its errors, in its own words: the details before the title, which it means to give up. */
export function metaWords(error: unknown): string | undefined {
  const words =
    peekText(error, 'error_data', 'details') ??
    peekText(error, 'details') ??
    peekText(error, 'message') ??
    peekText(error, 'title')
  return words === undefined ? undefined : cutText(words.trim(), 300)
}
