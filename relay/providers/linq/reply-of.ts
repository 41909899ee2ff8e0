import { flagCounts } from '../flag-counts.ts'
import type { ProviderEvent } from '../provider.ts'
import { reactionOrReply } from '../reaction-or-reply.ts'
import { chatName } from './chat-name.ts'
import { contentOf } from './content-of.ts'
import type { LinqMessage } from './linq-message.ts'
import type { Told } from './told.ts'

/** A message that somebody wrote to the line; a sign that a phone wrote out as text is told as that sign. */
export function replyOf(message: LinqMessage, from: string, { at: toldAt, given, line }: Told): ProviderEvent {
  const { id, parts, service, rest, chat, chatId } = message
  const at = rest.date('sent_at', 'created_at', 'received_at') ?? toldAt
  const content = contentOf(parts, given)
  const answers = (rest.has('reply_to') ? rest : rest.within('message')).within('reply_to').text('message_id')
  const health = chat.within('health_status')
  const optedOut =
    health.text('status') === 'OPTED_OUT' && flagCounts(health.date('updated_at'), content.body, at, line.channel)
  return reactionOrReply({
    kind: 'reply',
    providerId: id,
    from,
    ...(chatId === undefined ? {} : { alias: chatName(chatId) }),
    subject: null,
    at,
    ...content,
    ...(service ? { service } : {}),
    ...(answers === undefined ? {} : { answers: [answers] }),
    ...(optedOut ? { consent: 'opted_out' } : {}),
  })
}
