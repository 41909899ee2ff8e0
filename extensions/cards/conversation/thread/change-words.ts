import type { ConversationMessage } from '../../../../contract/conversation.ts'
import type { TimeWords } from './time-words.ts'

/** What whoever wrote a message made of it afterwards, and what people put beside it. */
export function changeWords({ editedAt, unsentAt, reactions = [] }: ConversationMessage, when: TimeWords): string[] {
  return [
    ...(unsentAt ? [`Taken back at ${when(unsentAt)}.`] : []),
    ...(editedAt && !unsentAt ? [`Edited at ${when(editedAt)}.`] : []),
    ...(reactions.length > 0 ? [`Reactions: ${reactions.map(({ reaction }) => reaction).join(' ')}`] : []),
  ]
}
