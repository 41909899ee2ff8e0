import type { ReceivedAttachment } from '../provider.ts'
import { appWords } from './app-words.ts'
import type { Message } from './message.ts'
import { receivedFiles } from './received-files.ts'
import { filePlace, wordsOf } from './words-of.ts'

/** What a message says. */
export interface Content {
  body: string
  attachments: ReceivedAttachment[]
  /** The body is our sentence, not what was typed. */
  made: boolean
  /** Something is still to come. */
  provisional: boolean
}

/** A pin on a map travels as a card of this kind. */
const pin = /\.loc\.vcf$/i

/**
 * What a message says, as a phone shows it: its subject above its text. Where nothing was typed, a sentence says what came instead;
 * nothing is ever empty.
 */
export function contentOf(message: Message): Content {
  const attachments = receivedFiles(message)
  const text = wordsOf(message)
  const typed = [message.subject ?? '', text].filter((part) => part.trim() !== '').join('\n')
  const app = appWords(message, text)
  if (app !== undefined) return { body: app, attachments, made: true, provisional: false }
  if (typed !== '') return { body: typed, attachments, made: false, provisional: false }
  if (attachments.length > 0) return { body: namesOf(attachments), attachments, made: true, provisional: false }
  const what = message.text?.includes(filePlace) ? 'A file' : 'Something without words'
  return { body: `${what} came that the Mac does not show yet.`, attachments, made: true, provisional: true }
}

/** Is a place for a file there, and no file yet? */
export function awaitsFiles({ text, attachments }: Message): boolean {
  return (text?.split(filePlace).length ?? 1) - 1 > attachments.length
}

function namesOf(attachments: readonly ReceivedAttachment[]): string {
  const places = attachments.filter(({ name, contentType }) => pin.test(name) || contentType === 'text/x-vlocation')
  const names = attachments.map(({ name }) => name).join(', ')
  return places.length === attachments.length ? `A place on the map: ${names}` : `Attached: ${names}`
}
