import { useContext } from 'react'
import { Button, Flex, Text } from '@hubspot/ui-extensions'
import type { ShownConversation } from '../live/conversation-reducer.ts'
import { ReaderTime } from './reader-time.ts'
import type { TimeWords } from './time-words.ts'

interface RefreshRowProps {
  conversation: ShownConversation
  onRefresh: () => void
}

/** How fresh the thread is, where that needs saying, and the way to refresh it by hand. */
export function RefreshRow({ conversation, onRefresh }: RefreshRowProps) {
  const words = freshness(conversation, useContext(ReaderTime))
  return (
    <Flex justify={words === null ? 'end' : 'between'} align="center" gap="sm" wrap="wrap">
      {words !== null && <Text variant="microcopy">{words}</Text>}
      <Button size="xs" variant="transparent" disabled={conversation.updates.is === 'asking'} onClick={onRefresh}>
        Refresh
      </Button>
    </Flex>
  )
}

function freshness({ updates, knownAt }: ShownConversation, when: TimeWords): string | null {
  switch (updates.is) {
    case 'failing':
      return `Could not refresh, showing what was known at ${when(knownAt)}. ${updates.problem.detail}`
    case 'paused':
      return `Live updates are paused. This was known at ${when(knownAt)}.`
    case 'asking':
    case 'live':
      return null
  }
}
