import { publicUrl } from '../public-url.ts'
import type { Members } from '../members.ts'
import type { ReceivedAttachment } from '../provider.ts'
import { receivedFile } from '../received-file.ts'
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
  if (words !== undefined) return { body: words, made: false, attachments }
  // Files alone need no words.
  if (attachments.length > 0) return { body: '', made: false, attachments }
  return { body: 'This person sent something that Tuco does not pass on.', made: true, attachments }
}

function filesOf(places: readonly Members[]): ReceivedAttachment[] {
  const place = places.find((one) => one.list('attachmentUrls').length > 0)
  const names = place?.list('attachmentNames') ?? []
  return (place?.list('attachmentUrls') ?? []).flatMap((url, index) => {
    if (typeof url !== 'string' || url === '') return []
    const given = names[index]
    const name = typeof given === 'string' && given !== '' ? given : (URL.parse(url)?.pathname.split('/').at(-1) ?? '')
    return [receivedFile({ url: publicUrl(url), contentType: '', name })]
  })
}
