import { channelLabels } from '../../../../contract/channel-names.ts'
import type { ConversationLine } from '../../../../contract/conversation.ts'

/** A line as a rep tells it from others. */
export function lineName({ label, channel }: ConversationLine): string {
  return `${label} (${channelLabels[channel]})`
}
