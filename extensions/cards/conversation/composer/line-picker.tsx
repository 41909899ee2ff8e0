import { Select, Text } from '@hubspot/ui-extensions'
import type { ConversationLine } from '../../../../contract/conversation.ts'
import { lineName } from './line-name.ts'
import { MildWarning } from './mild-warning.tsx'

interface LinePickerProps {
  lines: readonly ConversationLine[]
  /** Absent where only the rep can choose. */
  line: ConversationLine | undefined
  /** What to know before writing on it, beside its own note. */
  notices: readonly string[]
  /** There is something to send. */
  isWriting: boolean
  onPick: (lineId: string) => void
}

/** Which line the message leaves on, and with it the channel and the contact's address. */
export function LinePicker({ lines, line, notices, isWriting, onPick }: LinePickerProps) {
  return (
    <>
      {line && lines.length === 1 && line.unavailable === null ? (
        <Text variant="microcopy">
          {lineName(line)} to {line.address}
        </Text>
      ) : (
        <Select
          label="Send from"
          name="line"
          placeholder="Choose a line"
          options={lines.map((one) => ({
            label: one.unavailable === null ? lineName(one) : `${lineName(one)} – not available`,
            value: one.id,
          }))}
          onChange={(lineId) => onPick(String(lineId))}
          {...(line && { value: line.id })}
          {...(line?.address && { description: `To ${line.address}` })}
          {...hindrance(line, isWriting)}
        />
      )}
      {[...notices, ...(line?.note ? [line.note] : [])].map((text) => (
        <MildWarning key={text} text={text} />
      ))}
    </>
  )
}

/** That none is chosen is no mistake before there is something to send; the placeholder asks for one until then. */
function hindrance(
  line: ConversationLine | undefined,
  isWriting: boolean,
): { error?: true; validationMessage?: string } {
  if (!line && !isWriting) return {}
  const words = line ? line.unavailable : 'Choose the line to send from.'
  return words === null ? {} : { error: true, validationMessage: words }
}
