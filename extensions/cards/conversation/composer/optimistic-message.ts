import type { ConversationMessage } from '../../../../contract/conversation.ts'
import type { Attempt } from '../card-relay.ts'

/** A message as it is shown while it is on its way to the relay. `at` is in milliseconds since 1970. */
export function optimisticMessage(
  attempt: Attempt,
  to: Pick<ConversationMessage, 'channel' | 'address'>,
  at: number,
): ConversationMessage {
  return {
    id: `pending:${attempt.key}`,
    direction: 'outbound',
    channel: to.channel,
    lineId: attempt.lineId,
    address: to.address,
    subject: attempt.subject || null,
    body: attempt.body,
    status: 'sending',
    problem: null,
    source: 'card',
    attachments: attempt.files.map((url) => ({ name: lastPart(url), contentType: '', url })),
    fallbackOf: null,
    followedBy: null,
    at: new Date(at).toISOString(),
  }
}

function lastPart(url: string): string {
  return url.split(/[?#]/, 1)[0]?.split('/').filter(Boolean).at(-1) ?? url
}
