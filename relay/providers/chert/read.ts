import { Compile } from 'typebox/compile'
import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import type { Line, ProviderEvent, Received, ReceivedAttachment } from '../provider.ts'
import { ChertEvent, ChertMessageData, type ChertPart } from './chert-event.ts'
import type { ChertSettings } from './settings.ts'

const events = Compile(ChertEvent)
const messages = Compile(ChertMessageData)

/** One event of Chert's in our words. It tells of replies only: nothing reports what became of a message. */
export async function read(received: Received, line: Line<ChertSettings>): Promise<ProviderEvent[]> {
  const event = jsonDelivery(received.body)
  if (!events.Check(event)) throw new Invalid('unreadable_delivery', 'This is no event of Chert.')
  const { payload } = event
  const type = event.event_type ?? payload?.event_type ?? event.event ?? event.type
  if (type == null) throw new Invalid('unreadable_delivery', 'The event of Chert has no type.')
  if (type !== 'message.received') {
    return [
      {
        kind: 'ignored',
        reason: type === 'lead_reply' ? 'a reply told in its older form, too' : `an event “${type.slice(0, 60)}”`,
      },
    ]
  }
  const data = event.data ?? payload?.data
  if (!messages.Check(data)) {
    throw new Invalid('unreadable_delivery', 'This reply is not in a form that Chert has described.')
  }
  const at = new Date(data.message.sent_at ?? event.timestamp ?? payload?.timestamp ?? event.created_at ?? '')
  if (Number.isNaN(at.getTime())) throw new Invalid('unreadable_delivery', 'The event has no readable time.')
  return [replyOf(data, at, line)]
}

function replyOf({ chat, message }: ChertMessageData, at: Date, line: Line<ChertSettings>): ProviderEvent {
  const owner = typeof chat.owner_handle === 'string' ? chat.owner_handle : chat.owner_handle?.handle
  if (owner !== undefined && owner !== line.address) return { kind: 'ignored', reason: 'an event of another line' }
  if (chat.is_group === true) return { kind: 'ignored', reason: 'a group conversation' }
  const { handle, is_me: mine } = message.sender_handle
  if (message.direction !== 'inbound' || mine === true || handle === line.address) {
    return { kind: 'ignored', reason: 'an echo of our own message' }
  }
  const attachments = message.parts.flatMap(attachmentOf)
  return {
    kind: 'reply',
    providerId: message.id,
    from: handle,
    body: message.parts.map(wordsOf).filter(Boolean).join('\n'),
    subject: null,
    at,
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

function wordsOf({ type, value, url }: ChertPart): string {
  if (type === 'text') return value ?? ''
  return type === 'rich_link' ? (url ?? '') : ''
}

/** Chert shows the file only to whoever brings the line's credentials, so there is no address for others. */
function attachmentOf({ type, mime_type: contentType, filename }: ChertPart): ReceivedAttachment[] {
  if (type !== 'media') return []
  return [{ url: null, contentType: contentType ?? 'application/octet-stream', name: filename ?? 'attachment' }]
}
