import { useContext } from 'react'
import { Button, Flex, StatusTag, Text, Tile } from '@hubspot/ui-extensions'
import { channelLabels, channelNames } from '../../../../contract/channel-names.ts'
import type { ConversationMessage } from '../../../../contract/conversation.ts'
import type { DeliveryStatus } from '../../../../contract/delivery-status.ts'
import { messageWords, unprovedWords } from '../../../../contract/message-words.ts'
import { changeWords } from './change-words.ts'
import { Doubt } from '../doubt/doubt.tsx'
import { fallbackWords } from './fallback-words.ts'
import { LetPass } from '../doubt/let-pass.tsx'
import type { MessageDeeds } from '../doubt/message-deeds.ts'
import { MessageFiles } from '../files/message-files.tsx'
import { ReaderTime } from './reader-time.ts'
import { MessageText } from './message-text.tsx'
import { statusVariants } from './status-variants.ts'
import { WholeMail } from './whole-mail.tsx'
import { WhatHappened } from './what-happened.tsx'

interface MessageTileProps {
  message: ConversationMessage
  /** Another message of the card, where it has it. */
  find: (messageId: string) => ConversationMessage | undefined
  /** Null while the message is on its way to the relay. */
  deeds: MessageDeeds | null
  /** Null when it cannot be sent again. */
  onRetry: (() => void) | null
  /** Null when there is nothing to change and send again. */
  onEdit: (() => void) | null
}

const leaving = new Set<DeliveryStatus>(['scheduled', 'queued', 'sending'])

/** One message: whom from or to, how, when, what, and where it stands. */
export function MessageTile({ message, find, deeds, onRetry, onEdit }: MessageTileProps) {
  const { id, status, waits, attempts } = message
  const outbound = message.direction === 'outbound'
  const when = useContext(ReaderTime)
  const { label, sentences } = messageWords(message, when)
  const channel = channelNames[message.channel]
  const how = [message.service ?? channelLabels[message.channel], when(message.at)]
  if (message.source === 'workflow') how.push('by a workflow')
  if (message.source === 'card' && message.writtenBy) how.push(`by ${message.writtenBy}`)
  if (message.source === 'elsewhere') {
    how.push(`written outside of Homing${message.writtenBy ? ` by ${message.writtenBy}` : ''}`)
  }
  const changes = changeWords(message, when)
  return (
    <Tile compact={true}>
      <Flex direction="column" gap="xs">
        <Text format={{ fontWeight: 'demibold' }}>
          {outbound ? 'To' : 'From'} {message.address}
        </Text>
        <Text variant="microcopy">{how.filter(Boolean).join(' · ')}</Text>
        {message.unproved && <StatusTag variant="danger">Unproved sender</StatusTag>}
        {message.unproved && <Text variant="microcopy">{unprovedWords}</Text>}
        {message.subject && <Text format={{ fontWeight: 'bold' }}>{message.subject}</Text>}
        {message.body !== '' && <MessageText body={message.body} />}
        <MessageFiles files={message.attachments} />
        {message.hasOriginal && deeds && <WholeMail messageId={id} ask={deeds.original} />}
        {changes.map((words) => (
          <Text key={words} variant="microcopy">
            {words}
          </Text>
        ))}
        {outbound && <StatusTag variant={statusVariants[status]}>{label}</StatusTag>}
        {message.consent === 'opted_out' && <StatusTag variant="warning">Opted out of {channel}</StatusTag>}
        {message.consent === 'opted_in' && <StatusTag variant="success">Opted in to {channel} again</StatusTag>}
        {fallbackWords(message, find).map((words) => (
          <Text key={words} variant="microcopy">
            {words}
          </Text>
        ))}
        {sentences.map((words) => (
          <Text key={words} variant="microcopy">
            {words}
          </Text>
        ))}
        {deeds && waits?.behind && status === 'queued' && (
          <LetPass key={waits.behind} behind={waits.behind} onLetPass={deeds.letPass} />
        )}
        {/* What became of a word belongs to the attempt that it was said of. */}
        {outbound && deeds && !leaving.has(status) && (
          <Doubt key={attempts} status={status} onSettle={(outcome) => deeds.settle(id, outcome)} />
        )}
        {(onRetry || onEdit) && (
          <Flex justify="start" gap="xs">
            {onRetry && (
              <Button size="xs" variant="secondary" onClick={onRetry}>
                Retry
              </Button>
            )}
            {onEdit && (
              <Button size="xs" variant="secondary" onClick={onEdit}>
                Edit and send again
              </Button>
            )}
          </Flex>
        )}
        {onEdit && message.attachments.some(({ url }) => url === null) && (
          <Text variant="microcopy">A file that cannot be opened from here has to be attached anew.</Text>
        )}
        {(outbound || changes.length > 0 || message.unproved) && deeds && (
          <WhatHappened message={message} ask={deeds.trace} find={find} />
        )}
      </Flex>
    </Tile>
  )
}
