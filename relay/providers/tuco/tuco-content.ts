import { loose } from '../loose.ts'
import { publicUrl } from '../public-url.ts'
import type { ReceivedAttachment } from '../provider.ts'
import { typeOfName } from '../type-of-name.ts'
import { saidIn } from './said-in.ts'
import type { TucoEvent } from './tuco-event.ts'

/** The words and files of the message that an event is about. `made`: the words are ours, since nothing was typed. */
export function tucoContent({ event, whole, data, reply }: TucoEvent): {
  body: string
  made: boolean
  attachments: ReceivedAttachment[]
} {
  const attachments = filesOf([whole, data, event, reply])
  const words = saidIn([event, whole, data, reply], 'message')
  if (words !== undefined && words.trim() !== '') return { body: words, made: false, attachments }
  // Files alone need no words.
  if (attachments.length > 0) return { body: '', made: false, attachments }
  return { body: 'This person sent something that Tuco does not pass on.', made: true, attachments }
}

function filesOf(places: readonly Readonly<Record<string, unknown>>[]): ReceivedAttachment[] {
  const place = places.find(({ attachmentUrls }) => loose.list(attachmentUrls).length > 0)
  const names = loose.list(place?.attachmentNames)
  return loose.list(place?.attachmentUrls).flatMap((address, index) => {
    const url = loose.text(address)
    if (url === undefined) return []
    const name = loose.text(names[index]) ?? lastOf(url)
    return [{ url: publicUrl(url), contentType: typeOfName(name), name: name || 'attachment' }]
  })
}

/** The name at the end of an address, with its letters as they are read. */
function lastOf(url: string): string {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
