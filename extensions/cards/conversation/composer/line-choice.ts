import { channelLabels } from '../../../../contract/channel-names.ts'
import type { ConversationLine, ConversationMessage } from '../../../../contract/conversation.ts'
import type { Draft } from './draft.ts'

export interface LineChoice {
  /** The line to write on; undefined where only the rep can choose it. */
  line: ConversationLine | undefined
  /** Why it is not the one that would be expected. */
  notices: string[]
}

/**
 * The line of the draft, else the one used last. Where that cannot be used, another one, and it is said why; but whoever
 * opted out of a channel is not written to on another one at the same address, or at all by another way, unless the rep
 * chooses it.
 */
export function lineChoice(
  lines: readonly ConversationLine[],
  last: ConversationMessage | undefined,
  draft: Pick<Draft, 'lineId' | 'picked'>,
): LineChoice {
  const lastLine = lines.find((line) => line.id === last?.lineId)
  const begun = lines.find((one) => one.id === draft.lineId)
  // To begin to write is not to choose: what the contact has said since counts.
  const kept = draft.picked || begun === lastLine || !isOptedOut(lines, begun)
  const line = (kept ? begun : undefined) ?? offered(lines, last, lastLine)
  const moved = last && line?.id !== last.lineId && !draft.picked && lastLine?.unavailable !== null
  return {
    line,
    notices: moved ? missing(lastLine, last) : [],
  }
}

function offered(
  lines: readonly ConversationLine[],
  last: ConversationMessage | undefined,
  lastLine: ConversationLine | undefined,
): ConversationLine | undefined {
  const usable = lines.filter((line) => line.unavailable === null)
  if (lastLine && (lastLine.unavailable === null || usable.length === 0)) return lastLine
  if (lastLine?.obstacle?.is === 'opted_out') return undefined
  if (usable.length === 0) return lines[0]
  const free = usable.filter((line) => !isOptedOut(lines, line))
  return free.find((line) => line.channel === last?.channel) ?? free[0]
}

function missing(lastLine: ConversationLine | undefined, last: ConversationMessage): string[] {
  if (!lastLine) return [`The line used last (${channelLabels[last.channel]}) is not set up any more.`]
  if (lastLine.obstacle?.is === 'opted_out') return []
  if (lastLine.obstacle?.is !== 'paused') return [`${lastLine.label} was used last. ${lastLine.unavailable}`]
  const { reason } = lastLine.obstacle
  return [`${lastLine.label}, the line used last, is paused${reason ? `: ${reason}` : '.'}`]
}

/** Whether the contact opted out of another channel at the line's address; without a line, of any. */
function isOptedOut(lines: readonly ConversationLine[], line: ConversationLine | undefined): boolean {
  return lines.some(
    (one) =>
      one.obstacle?.is === 'opted_out' && (!line || (one.address === line.address && one.channel !== line.channel)),
  )
}
