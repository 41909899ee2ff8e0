import { cutText } from '../../../contract/cut-text.ts'
import { cardWords } from '../card-words.ts'
import { placeIn } from '../place-in.ts'
import type { ReceivedAttachment } from '../provider.ts'
import { mediaOf } from './media-of.ts'
import type { SendblueMessage } from './message.ts'

/** What a message holds. `made`: all words are ours; `provisional`: nothing of it has come yet. */
export interface SendblueContent {
  body: string
  made?: true
  provisional?: true
  attachments?: ReceivedAttachment[]
}

/** Sendblue's words for kinds of messages whose text says all. */
const plain = new Set(['message', 'group', 'text', 'sms', 'mms', 'imessage', 'rcs'])

/** The words and files of a message: its text, or what stands in it beside or instead of one. */
export function contentOf({ content, media, rest }: SendblueMessage, at: Date): SendblueContent {
  const attachments = media.flatMap((address) => mediaOf(address, at) ?? [])
  const files = attachments.length > 0 ? { attachments } : {}
  const beside = [
    placeOf(),
    ...(rest.has('app_card') && !rest.isList('app_card') ? [cardWords(rest.within('app_card'))] : []),
  ].filter((words) => words !== undefined && !content.includes(words))
  if (content !== '') return { body: [content, ...beside].join('\n'), ...files }
  if (beside.length > 0) return { body: beside.join('\n'), made: true, ...files }
  const [file] = attachments
  if (file) return { body: `Attached: ${file.name}`, made: true, ...files }
  const kind = rest.text('message_type')
  if (kind !== undefined && !plain.has(kind.toLowerCase())) {
    return { body: `Something that Sendblue calls “${cutText(kind, 60)}”`, made: true, provisional: true }
  }
  return { body: 'A message came of which Sendblue passes nothing on.', made: true, provisional: true }

  function placeOf(): string | undefined {
    const words = placeIn(rest)
    return (
      words ?? (rest.text('message_type') === 'location' ? 'A place, of which Sendblue passes nothing on' : undefined)
    )
  }
}
