import { cutText } from '../../../contract/cut-text.ts'
import { cardWords } from '../card-words.ts'
import { membersOf, type Members } from '../members.ts'
import { placeIn } from '../place-in.ts'
import type { ReceivedAttachment } from '../provider.ts'
import { receivedFile } from '../received-file.ts'

/** Members of a part that say something to a person, in the order they are told. */
const telling = ['title', 'name', 'caption', 'label', 'summary', 'value', 'url']
const mostWords = 500

/** The words and files of a message. `made`: the words are ours, since nothing was typed. */
export function chertContent(message: Members): { body: string; made: boolean; attachments: ReceivedAttachment[] } {
  const parts = message.list('parts').map(membersOf)
  const attachments = parts.flatMap(fileOf)
  const typed = parts.flatMap((part) => typedIn(part) ?? [])
  const others = parts.filter((part) => typedIn(part) === undefined && !/^(media|text)$/.test(part.text('type') ?? ''))
  const bare = parts.length === 0 ? message.text('text', 'body') : undefined
  const words = bare === undefined ? typed : [bare]
  const sentences = others.map(sentence)
  if (words.length > 0) return { body: [...words, ...sentences].join('\n'), made: false, attachments }
  // Files alone need no words.
  if (sentences.length === 0 && attachments.length > 0) return { body: '', made: false, attachments }
  const nothing = 'This person sent something that Chert does not pass on.'
  return { body: sentences.length > 0 ? sentences.join('\n') : nothing, made: true, attachments }
}

/** What stands in a part as it was typed; a link is its address. */
function typedIn(part: Members): string | undefined {
  const type = part.text('type')
  if (type === 'text') return part.text('value')
  return type === 'rich_link' || type === 'link' ? part.text('url', 'value') : undefined
}

/** A place, a card, or whatever else there will be: by its name, with its data. */
function sentence(part: Members): string {
  const type = cutText(part.text('type') ?? '', 60) || undefined
  const place = placeIn(part)
  if (place !== undefined) return `This person sent a place:\n${place}`
  if (type === 'imessage_app') return `This person sent a card of an app:\n${cardWords(part)}`
  const said = cutText([...new Set(telling.flatMap((name) => part.text(name) ?? []))].join(' · '), mostWords)
  const what = type ? `something that Chert calls “${type}”` : 'something'
  return `This person sent ${what}${said && `: ${said}`}`.replace(/(?<![.?!…])$/, '.')
}

/** Chert shows the file only to whoever brings the line's credentials, so there is no address for others. */
function fileOf(part: Members): ReceivedAttachment[] {
  if (part.text('type') !== 'media') return []
  return [receivedFile({ url: null, contentType: part.text('mime_type') ?? '', name: part.text('filename') ?? '' })]
}
