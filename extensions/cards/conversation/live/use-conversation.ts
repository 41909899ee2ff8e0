import { useEffect, useState, useSyncExternalStore } from 'react'
import type { CardAnswer } from '../../../../contract/card-function.ts'
import type { CardRelay } from '../card-relay.ts'
import type { ConversationState } from './conversation-reducer.ts'
import { liveConversation, type LiveConversation } from './live-conversation.ts'

/** The conversation, kept up to date while the card is shown. `first` and `relay` are those of the first render. */
export function useConversation(
  first: Promise<CardAnswer<'conversation'>>,
  relay: CardRelay,
): { conversation: ConversationState; live: LiveConversation } {
  const [live] = useState(() => liveConversation(first, relay))
  useEffect(() => {
    live.start()
    return live.stop
  }, [live])
  return { conversation: useSyncExternalStore(live.state.subscribe, live.state.get), live }
}
