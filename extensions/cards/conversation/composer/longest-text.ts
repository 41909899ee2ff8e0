import type { ConversationLine } from '../../../../contract/conversation.ts'

/** The longest text a message can hold, in characters: what the relay takes, or less where the line carries less. */
export function longestText(line: ConversationLine | undefined): number {
  return Math.min(line?.bodyLength ?? Infinity, 100_000)
}
