import { publicUrl } from '../public-url.ts'
import type { Line, ProviderEvent, ReceivedAttachment } from '../provider.ts'
import type { LinqPart, MessageEvent } from './message-event.ts'
import type { LinqSettings } from './settings.ts'

/** A message that somebody wrote to the line; ignored where it is ours. */
export function replyOf(data: MessageEvent, at: Date, line: Line<LinqSettings>): ProviderEvent {
  const { handle, is_me: mine } = data.sender_handle
  if (data.direction === 'outbound' || mine === true || handle === line.address) {
    return { kind: 'ignored', reason: 'an echo of our own message' }
  }
  const attachments = data.parts.flatMap(attachmentOf)
  return {
    kind: 'reply',
    providerId: data.id,
    from: handle,
    body: data.parts.map(wordsOf).filter(Boolean).join('\n'),
    subject: null,
    at,
    ...(data.reply_to ? { answers: [data.reply_to.message_id] } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(data.chat.health_status?.status === 'OPTED_OUT' ? { consent: 'opted_out' } : {}),
  }
}

function wordsOf(part: LinqPart): string {
  if (part.type === 'text' || part.type === 'link') return part.value ?? ''
  if (part.type === 'imessage_app') return part.fallback_text ?? part.url ?? ''
  return ''
}

function attachmentOf({ type, url, mime_type: contentType, filename }: LinqPart): ReceivedAttachment[] {
  if (type !== 'media') return []
  return [
    { url: publicUrl(url), contentType: contentType ?? 'application/octet-stream', name: filename ?? 'attachment' },
  ]
}
