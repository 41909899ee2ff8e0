import { useState, useSyncExternalStore } from 'react'
import type { CardRelay } from '../card-relay.ts'
import { composer, type Composer, type ComposerState } from './composer.ts'
import type { LiveConversation } from '../live/live-conversation.ts'

/** What the rep is writing and what becomes of it. `live` and `relay` are those of the first render. */
export function useComposer(live: LiveConversation, relay: CardRelay): { writing: ComposerState; composer: Composer } {
  const [own] = useState(() => composer(live, relay))
  return { writing: useSyncExternalStore(own.state.subscribe, own.state.get), composer: own }
}
