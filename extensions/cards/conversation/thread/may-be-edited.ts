import type { ConversationMessage } from '../../../../contract/conversation.ts'

const ended = new Set(['failed', 'undelivered', 'expired', 'cancelled'])

/** Whether a message can be changed and sent as a new one: it ended without its reader, and no other stands in for it. */
export function mayBeEdited({ direction, source, status, followedBy }: ConversationMessage): boolean {
  return direction === 'outbound' && source !== 'elsewhere' && ended.has(status) && followedBy === null
}
