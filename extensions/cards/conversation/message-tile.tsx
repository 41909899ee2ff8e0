import { Button, Flex, StatusTag, Text, Tile } from '@hubspot/ui-extensions'
import type { ConversationMessage } from '../../../contract/conversation.ts'
import { channelNames } from './channel-names.ts'
import { MessageText } from './message-text.tsx'
import { statusWords } from './status-words.ts'
import { timeWords } from './time-words.ts'

interface MessageTileProps {
  message: ConversationMessage
  /** Null when it cannot be sent again. */
  onRetry: (() => void) | null
}

/** One message: whom from or to, how, when, what, and where it stands. */
export function MessageTile({ message, onRetry }: MessageTileProps) {
  const outbound = message.direction === 'outbound'
  const how = [channelNames[message.channel], timeWords(message.at)]
  if (message.source === 'workflow') how.push('by a workflow')
  return (
    <Tile compact={true}>
      <Flex direction="column" gap="xs">
        <Text format={{ fontWeight: 'demibold' }}>
          {outbound ? 'To' : 'From'} {message.address}
        </Text>
        <Text variant="microcopy">{how.filter(Boolean).join(' · ')}</Text>
        {message.subject && <Text format={{ fontWeight: 'bold' }}>{message.subject}</Text>}
        <MessageText body={message.body} />
        {outbound && (
          <StatusTag variant={statusWords[message.status].variant}>{statusWords[message.status].text}</StatusTag>
        )}
        {message.status === 'unknown' && <Text variant="microcopy">It is not sent again by itself.</Text>}
        {message.problem && <Text variant="microcopy">{message.problem.detail}</Text>}
        {onRetry && (
          <Flex justify="start">
            <Button size="xs" variant="secondary" onClick={onRetry}>
              Retry
            </Button>
          </Flex>
        )}
      </Flex>
    </Tile>
  )
}
