import { Button, Text } from '@hubspot/ui-extensions'
import type { OlderMessages } from '../live/older-messages.ts'

/** Where the thread goes on, or that it does not. */
export function OlderRow({ older, onMore }: { older: OlderMessages; onMore: () => void }) {
  switch (older.is) {
    case 'some':
      return (
        <Button size="xs" variant="transparent" onClick={onMore}>
          Show earlier messages
        </Button>
      )
    case 'asking':
      return <Text variant="microcopy">Loading earlier messages…</Text>
    case 'failed':
      return (
        <>
          <Text variant="microcopy">Earlier messages could not be loaded. {older.problem.detail}</Text>
          <Button size="xs" variant="secondary" onClick={onMore}>
            Try again
          </Button>
        </>
      )
    case 'none':
      return <Text variant="microcopy">These are all messages that Homing has with this contact.</Text>
    case 'unsaid':
      return null
  }
}
