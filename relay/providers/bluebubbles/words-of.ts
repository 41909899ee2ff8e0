import type { Message } from './message.ts'

/** The text of a message. Messages puts U+FFFC where a file stands in it. */
export function wordsOf({ text }: Message): string {
  return (text ?? '').replaceAll('\uFFFC', '')
}
