import { useState } from 'react'
import { Flex, Text } from '@hubspot/ui-extensions'
import type { ConversationMessage } from '../../../../contract/conversation.ts'
import type { ShownConversation } from '../live/conversation-reducer.ts'
import type { OlderMessages } from '../live/older-messages.ts'
import { mayBeEdited } from './may-be-edited.ts'
import { mayBeResent } from './may-be-resent.ts'
import type { MessageDeeds } from '../doubt/message-deeds.ts'
import { OlderRow } from './older-row.tsx'
import { MessageTile } from './message-tile.tsx'

const shownAtFirst = 10

interface ThreadProps {
  conversation: ShownConversation
  deeds: MessageDeeds
  /** Null while a message is on its way to the relay. */
  onResend: ((message: ConversationMessage) => void) | null
  onEdit: ((message: ConversationMessage) => void) | null
  onOlder: () => void
}

/** All messages, newest first: the composer is above, and nobody has to scroll to see what came last. */
export function Thread({ conversation, deeds, onResend, onEdit, onOlder }: ThreadProps) {
  const [all, setAll] = useState(false)
  const { messages, pending, older, resent } = conversation
  const byId = new Map(messages.map((message) => [message.id, message]))
  const newestFirst = [...(pending ? [pending] : []), ...[...messages].reverse()]
  const shown = all ? newestFirst : newestFirst.slice(0, shownAtFirst)
  const hidden: OlderMessages | null = shown.length < newestFirst.length ? { is: 'some', before: '' } : null
  if (newestFirst.length === 0) return <Text variant="microcopy">No messages yet.</Text>
  return (
    <Flex direction="column" gap="sm">
      {shown.map((message) => {
        const again = mayBeResent(message) && !resent.includes(message.id)
        return (
          <MessageTile
            key={message.id}
            message={message}
            find={(id) => byId.get(id)}
            deeds={message === pending ? null : deeds}
            onRetry={again && onResend ? () => onResend(message) : null}
            onEdit={mayBeEdited(message) && onEdit ? () => onEdit(message) : null}
          />
        )
      })}
      <OlderRow older={hidden ?? older} onMore={hidden ? () => setAll(true) : onOlder} />
    </Flex>
  )
}
