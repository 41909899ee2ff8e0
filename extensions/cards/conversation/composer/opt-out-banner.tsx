import { Alert, Text } from '@hubspot/ui-extensions'
import { channelNames } from '../../../../contract/channel-names.ts'
import type { ConversationLine } from '../../../../contract/conversation.ts'

/** That the contact has opted out, as long as that stands. */
export function OptOutBanner({ lines }: { lines: readonly ConversationLine[] }) {
  const against = lines.filter(({ obstacle }) => obstacle?.is === 'opted_out')
  const channels = [...new Set(against.map(({ channel }) => channelNames[channel]))]
  if (channels.length === 0) return null
  return (
    <Alert title="This contact has opted out" variant="warning">
      <Text>
        They asked not to be written to by {listOf(channels)}. Only they can take that back, by writing START there.
      </Text>
    </Alert>
  )
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
