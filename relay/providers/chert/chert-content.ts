import { loose } from '../loose.ts'
import type { ReceivedAttachment } from '../provider.ts'
import { typeOfName } from '../type-of-name.ts'

type Part = Readonly<Record<string, unknown>>

/** Members of a part that say something to a person, in the order they are told. */
const telling = [
  'caption',
  'title',
  'name',
  'label',
  'address',
  'summary',
  'subcaption',
  'fallback_text',
  'value',
  'url',
]
const mostWords = 500

/** The words and files of a message. `made`: the words are ours, since nothing was typed. */
export function chertContent(message: Part): { body: string; made: boolean; attachments: ReceivedAttachment[] } {
  const parts = loose.list(message.parts).map(loose.record)
  const attachments = parts.flatMap(fileOf)
  const typed = parts.map(typedIn).filter((words) => words.trim() !== '')
  const others = parts
    .filter((part) => part.type !== 'media' && typedIn(part) === '' && part.type !== 'text')
    .map(sentence)
  const bare = parts.length === 0 ? (loose.text(message.text) ?? loose.text(message.body) ?? '') : ''
  const words = [...typed, ...(bare.trim() === '' ? [] : [bare])]
  if (words.length > 0) return { body: [...words, ...others].join('\n'), made: false, attachments }
  // Files alone need no words.
  if (others.length === 0 && attachments.length > 0) return { body: '', made: false, attachments }
  const nothing = 'This person sent something that Chert does not pass on.'
  return { body: others.length > 0 ? others.join('\n') : nothing, made: true, attachments }
}

/** What stands in a part as it was typed; a link is its address. */
function typedIn({ type, value, url }: Part): string {
  if (type === 'text') return loose.text(value) ?? ''
  return type === 'rich_link' || type === 'link' ? (loose.text(url) ?? loose.text(value) ?? '') : ''
}

/** A place, a card, or whatever else there will be: by its name, with its data. */
function sentence(part: Part): string {
  const inside = [part, loose.record(part.layout), loose.record(part.location)]
  const said = telling.flatMap((name) => inside.flatMap((place) => loose.text(place[name]) ?? []))
  const place = inside.flatMap((one) => {
    const [latitude, longitude] = [loose.number(one.latitude), loose.number(one.longitude)]
    return latitude === undefined || longitude === undefined ? [] : [`${latitude}, ${longitude}`]
  })
  const data = [...new Set([...said, ...place])].join(' · ').slice(0, mostWords)
  const type = loose.text(part.type)?.slice(0, 60)
  const what =
    place.length > 0 || type === 'location' ? 'a place' : type ? `something that Chert calls “${type}”` : 'something'
  return `This person sent ${what}${data && `: ${data}`}`.replace(/(?<![.?!…])$/, '.')
}

/** Chert shows the file only to whoever brings the line's credentials, so there is no address for others. */
function fileOf({ type, mime_type: mime, filename }: Part): ReceivedAttachment[] {
  if (type !== 'media') return []
  const name = loose.text(filename) ?? 'attachment'
  return [{ url: null, contentType: loose.text(mime) ?? typeOfName(name), name }]
}
