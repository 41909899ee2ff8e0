import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent, ReceivedAttachment } from '../provider.ts'
import type { WhatsAppMessage } from './delivery.ts'
import type { WhatsAppSettings } from './settings.ts'

/** What stands in the place of words where WhatsApp keeps what was sent to itself. */
const withheld = 'This person sent something that WhatsApp does not pass on.'

/** A person's message in our words. `userId` is the person's business-scoped id, where the delivery names it elsewhere. */
export function replyEvent(
  message: WhatsAppMessage,
  userId: string | undefined,
  line: Line<WhatsAppSettings>,
): ProviderEvent {
  const from = addressOf(message.from) ?? message.from_user_id ?? userId
  if (from === undefined || from === '') {
    throw new Invalid('unreadable_delivery', 'A message does not say who wrote it.')
  }
  if (from === line.address) return { kind: 'ignored', reason: 'an echo of our own message' }
  if (message.group_id !== undefined) return { kind: 'ignored', reason: 'a message to a group' }
  if (message.type === 'reaction') return { kind: 'ignored', reason: 'a reaction' }
  if (message.type === 'system') return { kind: 'ignored', reason: "a note of WhatsApp's about the person" }
  const alias = [message.from_user_id, userId].find((id) => id !== undefined && id !== '' && id !== from)
  const attachments = attachmentsOf(message)
  return {
    kind: 'reply',
    providerId: message.id,
    from,
    ...(alias === undefined ? {} : { alias }),
    body: words(message) ?? (attachments.length > 0 ? '' : withheld),
    subject: null,
    at: new Date(Number(message.timestamp) * 1000),
    ...(message.context?.id === undefined ? {} : { answers: [message.context.id] }),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

/** A number as E.164; Meta writes it without the plus. */
export function addressOf(from: string | undefined): string | undefined {
  return from !== undefined && /^\d{6,15}$/.test(from) ? `+${from}` : from
}

function words(message: WhatsAppMessage): string | undefined {
  const { text, button, interactive, image, video, document, location, contacts } = message
  if (location) {
    const place = [location.name, location.address].filter(Boolean)
    return [...place, `${location.latitude}, ${location.longitude}`].join('\n')
  }
  const people = contacts?.map(({ name, phones = [] }) =>
    [name.formatted_name, ...phones.flatMap(({ phone }) => phone ?? [])].join(' '),
  )
  return (
    text?.body ??
    button?.text ??
    interactive?.button_reply?.title ??
    interactive?.list_reply?.title ??
    interactive?.nfm_reply?.body ??
    image?.caption ??
    video?.caption ??
    document?.caption ??
    people?.join('\n')
  )
}

/** Meta gives the file to whoever shows the line's token, and to nobody else. */
function attachmentsOf(message: WhatsAppMessage): ReceivedAttachment[] {
  const kinds = ['image', 'video', 'audio', 'document', 'sticker'] as const
  return kinds.flatMap((kind) => {
    const media = message[kind]
    if (!media) return []
    const { mime_type: type = 'application/octet-stream', filename } = media
    const [contentType = type] = type.split(';')
    return [{ url: null, contentType, name: filename ?? kind }]
  })
}
