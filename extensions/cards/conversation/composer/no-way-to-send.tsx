import { EmptyState, Text } from '@hubspot/ui-extensions'
import type { Channel } from '../../../../contract/channel.ts'
import type { ConversationLine } from '../../../../contract/conversation.ts'
import { lineName } from './line-name.ts'

const propertiesFor: Record<Channel, readonly string[]> = {
  imessage: ['Mobile phone number', 'Phone number'],
  sms: ['Mobile phone number', 'Phone number'],
  whatsapp: ['WhatsApp phone number', 'Mobile phone number', 'Phone number'],
  email: ['Email'],
}

/** In place of the composer when nothing can be sent: who can mend it, and how. */
export function NoWayToSend({ lines }: { lines: readonly ConversationLine[] }) {
  if (lines.length === 0) {
    return (
      <EmptyState title="No line to send from" layout="vertical" imageName="callingSetUp">
        <Text>No phone line or mailbox is connected yet. Ask an admin of this account to add one.</Text>
      </EmptyState>
    )
  }
  const properties = [...new Set(lines.flatMap((line) => propertiesFor[line.channel]))]
  return (
    <EmptyState title="No address for this contact" layout="vertical" imageName="contacts">
      <Text>Fill in {eitherOf(properties)} on this contact, then refresh.</Text>
      {lines.map((line) => (
        <Text key={line.id} variant="microcopy">
          {lineName(line)}: {line.unavailable}
        </Text>
      ))}
    </EmptyState>
  )
}

function eitherOf(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`
}
