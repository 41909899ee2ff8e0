import { cutText } from '../../../contract/cut-text.ts'
import { cardWords } from '../card-words.ts'
import { isInnerFile } from '../is-inner-file.ts'
import { linkEnd } from '../link-end.ts'
import { membersOf, type Members } from '../members.ts'
import { placeIn } from '../place-in.ts'
import type { ReceivedAttachment } from '../provider.ts'
import { publicUrl } from '../public-url.ts'
import { tellData } from '../tell-data.ts'

/** What a message holds. `made`: all words are ours; `provisional`: nothing of it has come yet. */
export interface LinqContent {
  body: string
  made?: true
  provisional?: true
  attachments?: ReceivedAttachment[]
}

/** Linq signs the addresses of files for an hour. */
const hour = 3_600_000
/** Members of a part that are told otherwise, or say nothing to people. */
const inner = new Set(['type', 'id', 'reactions'])

/** Parts of a message as words and files. `given` is when Linq named the addresses of its files. */
export function contentOf(parts: readonly unknown[], given: Date): LinqContent {
  const typed: string[] = []
  const words: string[] = []
  const attachments: ReceivedAttachment[] = []
  for (const value of parts) {
    const part = membersOf(value)
    const type = part.text('type')
    const text = type === 'text' || type === 'link' ? part.text('value', 'text', 'url') : undefined
    if (text !== undefined) typed.push(text)
    if (type === 'media') {
      const file = attachmentOf(part, given)
      if (!isInnerFile(file.name)) attachments.push(file)
    }
    if (type !== 'media') words.push(...(text === undefined ? wordsOf(type, part, value) : [text]))
  }
  const files = attachments.length > 0 ? { attachments } : {}
  if (words.length > 0) return { body: words.join('\n'), ...(typed.length === 0 ? { made: true } : {}), ...files }
  if (attachments.length > 0) return { body: '', ...files }
  return { body: 'A message came of which Linq passes nothing on.', made: true, provisional: true }
}

function wordsOf(type: string | undefined, part: Members, value: unknown): string[] {
  switch (type) {
    case 'text':
    case 'link':
      return []
    case 'imessage_app':
      return [cardWords(part)]
    case 'app_clip':
      return [
        [part.text('title'), part.text('description'), part.text('value', 'url')].filter(Boolean).join('\n') ||
          'A card for a payment, without words',
      ]
    case 'poll':
      return [pollWords(part.has('poll') ? part.within('poll') : part)]
    default:
      return [placeIn(part) ?? unknownWords(type, value)]
  }
}

/** The question and its choices. */
export function pollWords(poll: Members): string {
  const choices = poll.list('options').flatMap((option) => {
    const text = typeof option === 'string' ? option : membersOf(option).text('text', 'title')
    return text === undefined ? [] : [`• ${text}`]
  })
  return [poll.text('title', 'question') ?? 'A poll:', ...choices].join('\n')
}

/** A kind of part that Linq has not described: its name and its data. */
function unknownWords(type: string | undefined, value: unknown): string {
  const name = type === undefined ? 'gives no name to' : `calls “${cutText(type, 60)}”`
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : undefined
  const said = tellData(members ? Object.fromEntries(members.filter(([of]) => !inner.has(of))) : value)
  return [`Something that Linq ${name}${said === '' ? '' : ':'}`, said].filter(Boolean).join('\n')
}

function attachmentOf(part: Members, given: Date): ReceivedAttachment {
  const url = publicUrl(part.text('url'))
  return {
    url,
    contentType: part.text('mime_type') ?? 'application/octet-stream',
    name: part.text('filename') ?? 'attachment',
    ...(url === null ? {} : { until: linkEnd(url, given) ?? new Date(given.getTime() + hour) }),
  }
}
