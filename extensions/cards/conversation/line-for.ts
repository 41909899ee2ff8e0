import type { ConversationLine, ConversationMessage } from '../../../contract/conversation.ts'

/** The line to write on: the picked one, else the one used last, else the first that can be used. */
export function lineFor(
  lines: readonly ConversationLine[],
  messages: readonly ConversationMessage[],
  picked: string | null,
): ConversationLine | undefined {
  const usable = lines.filter((line) => line.unavailable === null)
  const lastUsed = messages.at(-1)?.lineId
  return (
    lines.find((line) => line.id === picked) ?? usable.find((line) => line.id === lastUsed) ?? usable[0] ?? lines[0]
  )
}
