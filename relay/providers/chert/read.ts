import { cutText } from '../../../contract/cut-text.ts'
import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import { membersOf } from '../members.ts'
import { namesLine } from '../names-line.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { chertContent } from './chert-content.ts'
import { chertEvent, type ChertEvent } from './chert-event.ts'
import { handleOf } from './handle-of.ts'
import { isOfLine } from './is-of-line.ts'
import { reactionOrReply } from '../reaction-or-reply.ts'
import { reactionOf } from './reaction-of.ts'
import type { ChertSettings } from './settings.ts'

/** One event of Chert's in our words. It tells of messages and tapbacks: nothing reports what became of one of ours. */
export async function read(received: Received, line: Line<ChertSettings>): Promise<ProviderEvent[]> {
  const event = chertEvent(jsonDelivery(received.body))
  const { type } = event
  if (type === undefined) throw new Invalid('unreadable_delivery', 'This is no event of Chert, or one without a type.')
  if (type !== 'message.received' && !type.startsWith('reaction.')) {
    return ignored(type === 'lead_reply' ? 'a reply told in its older form, too' : `an event “${cutText(type, 60)}”`)
  }
  if (!isOfLine(event, line)) return ignored('an event of another line')
  const people = event.chat
    .list('handles')
    .map((item) => handleOf(membersOf(item)))
    .filter(({ isMe, address }) => !isMe && address !== undefined && !namesLine(address, line))
  if (event.chat.flag('is_group') === true || people.length > 1) return ignored('a group conversation')
  return [type === 'message.received' ? messageOf(event, people[0]?.address, line) : reactionOf(event)]
}

function messageOf(event: ChertEvent, other: string | undefined, line: Line<ChertSettings>): ProviderEvent {
  const { message, at } = event
  const sender = handleOf(message, 'sender_handle')
  const isOurs = sender.isMe || namesLine(sender.address ?? '', line) || message.text('direction') === 'outbound'
  const providerId = message.text('id') ?? event.id
  if (providerId === undefined || at === undefined) {
    throw new Invalid('unreadable_delivery', 'The message has no id or no readable time.')
  }
  const { body, made, attachments } = chertContent(message)
  const service = sender.service && { service: sender.service }
  const files = attachments.length > 0 && { attachments }
  if (isOurs) {
    if (other === undefined) return { kind: 'ignored', reason: 'a message of ours to nobody' }
    const sent = body.replace(/^This person /, 'Somebody at Chert ')
    const told = { providerId, to: other, body: sent, subject: null, by: null, status: 'sent', at } as const
    return { kind: 'elsewhere', ...told, ...service, ...files }
  }
  const from = sender.address ?? other
  if (from === undefined) throw new Invalid('unreadable_delivery', 'The reply names no sender.')
  const answered = message.within('reply_to').text('message_id')
  return reactionOrReply({
    kind: 'reply',
    providerId,
    from,
    body,
    ...(made ? { made } : {}),
    ...service,
    subject: null,
    at,
    ...(answered === undefined ? {} : { answers: [answered] }),
    ...files,
  })
}

function ignored(reason: string): ProviderEvent[] {
  return [{ kind: 'ignored', reason }]
}
