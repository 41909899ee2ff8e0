import type { CardAnswer } from '../../../../contract/card-function.ts'
import type { Problem } from '../../../../contract/problem.ts'
import type { CardRelay, Outcome } from '../card-relay.ts'
import type { LiveConversation } from '../live/live-conversation.ts'

/** What the relay can be told and asked about a message that it holds. */
export interface MessageDeeds {
  /** Brings why what the rep said does not count, else null. */
  settle: (messageId: string, outcome: Outcome) => Promise<Problem | null>
  /** Lets later messages leave before this one. Brings why that does not count, else null. */
  letPass: (messageId: string) => Promise<Problem | null>
  trace: (messageId: string) => Promise<CardAnswer<'message-trace'>>
  original: (messageId: string) => Promise<CardAnswer<'message-original'>>
}

export function messageDeeds(
  relay: Pick<CardRelay, 'settle' | 'letPass' | 'trace' | 'original'>,
  live: Pick<LiveConversation, 'settled' | 'refresh'>,
): MessageDeeds {
  return {
    trace: relay.trace,
    original: relay.original,
    async letPass(messageId) {
      const answer = await relay.letPass(messageId)
      live.refresh()
      return answer.ok ? null : answer.problem
    },
    async settle(messageId, outcome) {
      const answer = await relay.settle(messageId, outcome)
      if (answer.ok) live.settled(answer.value)
      // The relay knows something that the card does not, or nobody knows: the thread says what is true.
      else live.refresh()
      return answer.ok ? null : answer.problem
    },
  }
}
