import type { ConversationLine, ConversationMessage } from '../../../../contract/conversation.ts'

/** The line to write on: the picked one, else the one used last if it can be used, else the first that can. */
export function lineFor(
  lines: readonly ConversationLine[],
  last: ConversationMessage | undefined,
  picked: string | null,
): ConversationLine | undefined {
  const usable = lines.filter((line) => line.unavailable === null)
  return (
    lines.find((line) => line.id === picked) ?? usable.find((line) => line.id === last?.lineId) ?? usable[0] ?? lines[0]
  )
}
