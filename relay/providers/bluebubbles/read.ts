import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import type { ProviderEvent, Received } from '../provider.ts'
import { chatAddress } from './chat-address.ts'
import { isMessage, type Message } from './message.ts'
import { ownStatus } from './own-status.ts'
import { wordsOf } from './words-of.ts'

const aboutMessages = new Set(['new-message', 'updated-message', 'message-send-error'])
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One event of the Mac in our words. History items are `new-message` events that `since` made of rows. */
export async function read(received: Received): Promise<ProviderEvent[]> {
  const input = jsonDelivery(received.body)
  if (typeof input !== 'object' || input === null || !('type' in input) || typeof input.type !== 'string') {
    throw new Invalid('unreadable_delivery', 'This is no event of BlueBubbles.')
  }
  if (!aboutMessages.has(input.type)) return [ignored('no event of a message')]
  const data = 'data' in input ? input.data : undefined
  if (!isMessage(data)) throw new Invalid('unreadable_delivery', 'The event of BlueBubbles holds no message.')
  return [eventOf(input.type, data, received.origin)]
}

function eventOf(type: string, message: Message, origin: Received['origin']): ProviderEvent {
  // A message sometimes comes a second time without its guid; only the guid tells the two are one. The history has it.
  if (!message.guid) return ignored('a message without a guid')
  if (message.itemType) return ignored('something that happened in a group')
  if (message.associatedMessageGuid || message.associatedMessageType) return ignored('a tapback or sticker')
  if (message.isFromMe) return own(type, message, message.guid, origin)
  if (type !== 'new-message') return ignored('a change of a message that a person wrote')
  return reply(message, message.guid)
}

/** Our own messages are evidence of how they fared. The database poller shows each once more, without our reference. */
function own(type: string, message: Message, guid: string, origin: Received['origin']): ProviderEvent {
  const reference = message.tempGuid && uuid.test(message.tempGuid) ? message.tempGuid : undefined
  const status = ownStatus(message)
  const known = reference !== undefined || type !== 'new-message' || (origin === 'history' && status.status !== 'sent')
  if (!known || (type === 'updated-message' && status.status === 'sent')) {
    return ignored('an echo of our own message, or one written on the Mac')
  }
  return { kind: 'status', providerId: guid, ...(reference && { reference }), ...status }
}

function reply(message: Message, guid: string): ProviderEvent {
  const [chat] = message.chats ?? []
  const place = chat && chatAddress(chat.guid)
  if (place?.group || chat?.style === 43) return ignored('a message in a group')
  const from = message.handle?.address ? chatAddress(message.handle.address).address : place?.address
  if (!from || message.dateCreated === null) {
    throw new Invalid('unreadable_delivery', 'The message of BlueBubbles has no sender or no time.')
  }
  const files = message.attachments ?? []
  const body = wordsOf(message)
  // The Mac shows a file only to whoever knows the server's password.
  const attachments = files.map((file) => ({
    url: null,
    contentType: file.mimeType ?? 'application/octet-stream',
    name: file.transferName ?? 'attachment',
  }))
  if (body.trim() === '' && attachments.length === 0) return ignored('a message without any content')
  return {
    kind: 'reply',
    providerId: guid,
    from,
    body: body.trim() === '' ? `Attached: ${attachments.map(({ name }) => name).join(', ')}` : body,
    subject: message.subject || null,
    at: new Date(message.dateCreated),
    ...(message.threadOriginatorGuid ? { answers: [message.threadOriginatorGuid] } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

function ignored(reason: string): ProviderEvent {
  return { kind: 'ignored', reason }
}
