import type { ConversationMessage } from '../../../../contract/conversation.ts'
import { timeWords } from './time-words.ts'

/** What whoever wrote a message made of it afterwards, and what people put beside it. */
export function changeWords({ editedAt, unsentAt, reactions = [] }: ConversationMessage): string[] {
  return [
    ...(unsentAt ? [`Taken back at ${timeWords(unsentAt)}.`] : []),
    ...(editedAt && !unsentAt ? [`Edited at ${timeWords(editedAt)}.`] : []),
    ...(reactions.length > 0 ? [`Reactions: ${reactions.map(({ reaction }) => reaction).join(' ')}`] : []),
  ]
}
