import { Invalid } from '../../errors.ts'
import { membersOf } from '../members.ts'
import type { ProviderEvent } from '../provider.ts'
import { personOf } from './person-of.ts'
import { saidIn } from './said-in.ts'
import { tucoContent } from './tuco-content.ts'
import type { TucoEvent } from './tuco-event.ts'

/** What a person wrote back. */
export function replyOf(tuco: TucoEvent, at: Date): Extract<ProviderEvent, { kind: 'reply' }> {
  const { event, data, whole, reply } = tuco
  const providerId = saidIn([event, reply, whole, data], 'messageId', '_id')
  const from = personOf(tuco)
  if (!providerId || !from) throw new Invalid('unreadable_delivery', 'The reply names no sender or has no id.')
  const listed = event.isList('parentMessages') ? event.list('parentMessages') : data.list('parentMessages')
  const parents = listed.map((parent) => membersOf(parent).text('messageId'))
  const answers = new Set([event.text('originalMessageId'), ...parents].filter((id) => id !== undefined))
  const { body, made, attachments } = tucoContent(tuco)
  return {
    kind: 'reply',
    providerId,
    from,
    body,
    ...(made ? { made } : {}),
    subject: null,
    at,
    ...(answers.size > 0 ? { answers: [...answers] } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}
