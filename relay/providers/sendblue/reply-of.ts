import { flagCounts } from '../flag-counts.ts'
import type { Line, ProviderEvent } from '../provider.ts'
import { reactionOrReply } from '../reaction-or-reply.ts'
import { contentOf } from './content-of.ts'
import type { SendblueMessage } from './message.ts'

/** A message that somebody wrote to the line; a sign that a phone wrote out as text is told as that sign. */
export function replyOf(message: SendblueMessage, from: string, at: Date, line: Line): ProviderEvent {
  const { handle: providerId, service, rest } = message
  const content = contentOf(message, at)
  const named = ['reply_to', 'thread_originator'].flatMap((name) => rest.within(name).text('message_handle') ?? [])
  const answers = [...new Set(named)]
  // The note bears no time: beside a word that opts in it is an old one.
  const optedOut = rest.flag('opted_out') === true && flagCounts(undefined, content.body, at, line.channel)
  return reactionOrReply({
    kind: 'reply',
    providerId,
    from,
    subject: null,
    at,
    ...content,
    ...(service ? { service } : {}),
    ...(answers.length > 0 ? { answers } : {}),
    ...(optedOut ? { consent: 'opted_out' } : {}),
  })
}
