import type { ConversationMessage } from '../../../../contract/conversation.ts'

const ended = new Set(['failed', 'undelivered', 'expired'])

/**
 * Whether a message can be sent once more as it was. One that another stands in for is not: the contact would get both.
 * One whose file cannot be named again is not either: it would arrive without.
 */
export function mayBeResent({ status, problem, followedBy, attachments }: ConversationMessage): boolean {
  const whole = attachments.every(({ url }) => url !== null)
  return ended.has(status) && problem?.retryable === true && followedBy === null && whole
}
