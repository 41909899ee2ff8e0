import { attributedWords } from './attributed-words.ts'
import type { Message } from './message.ts'

/** What stands in a text where a file is. */
export const filePlace = '\uFFFC'

/** The text of a message without the places of its files. */
export function wordsOf({ text, attributedBody }: Pick<Message, 'text' | 'attributedBody'>): string {
  const plain = (text ?? '').replaceAll(filePlace, '')
  return plain.trim() === '' ? (attributedWords(attributedBody) ?? plain).replaceAll(filePlace, '') : plain
}
