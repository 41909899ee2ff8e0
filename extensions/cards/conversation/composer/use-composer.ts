import { useEffect, useState, useSyncExternalStore } from 'react'
import type { CardRelay } from '../card-relay.ts'
import { composer, type Composer, type ComposerState } from './composer.ts'
import { draftKeeper } from './draft-keeper.ts'
import type { LiveConversation } from '../live/live-conversation.ts'

/** What the rep is writing and what becomes of it. `live` and `relay` are those of the first render. */
export function useComposer(live: LiveConversation, relay: CardRelay): { writing: ComposerState; composer: Composer } {
  const [own] = useState(() => composer(live, relay))
  useEffect(() => {
    const keeper = draftKeeper(own, relay)
    const look = () => {
      const known = live.state.get()
      if (known.is !== 'shown') return
      leave()
      if (known.kept !== undefined) keeper.begin(known.kept)
    }
    const leave = live.state.subscribe(look)
    look()
    return () => {
      leave()
      keeper.end()
    }
  }, [own, live, relay])
  return { writing: useSyncExternalStore(own.state.subscribe, own.state.get), composer: own }
}
