import { Select, Text } from '@hubspot/ui-extensions'
import { channelLabels } from '../../../../contract/channel-names.ts'
import type { ConversationLine } from '../../../../contract/conversation.ts'
import { MildWarning } from './mild-warning.tsx'

interface LinePickerProps {
  lines: readonly ConversationLine[]
  line: ConversationLine
  onPick: (lineId: string) => void
}

/** Which line the message leaves on, and with it the channel and the contact's address. */
export function LinePicker({ lines, line, onPick }: LinePickerProps) {
  return (
    <>
      {lines.length === 1 && line.unavailable === null ? (
        <Text variant="microcopy">
          {nameOf(line)} to {line.address}
        </Text>
      ) : (
        <Select
          label="Send from"
          name="line"
          value={line.id}
          options={lines.map((one) => ({
            label: one.unavailable === null ? nameOf(one) : `${nameOf(one)} – not available`,
            value: one.id,
          }))}
          onChange={(lineId) => onPick(String(lineId))}
          {...(line.address === null ? {} : { description: `To ${line.address}` })}
          {...(line.unavailable === null ? {} : { error: true, validationMessage: line.unavailable })}
        />
      )}
      {line.note !== null && <MildWarning text={line.note} />}
    </>
  )
}

function nameOf(line: ConversationLine): string {
  return `${line.label} (${channelLabels[line.channel]})`
}
