import { asSentence } from '../../../../contract/as-sentence.ts'
import type { Channel } from '../../../../contract/channel.ts'
import { channelNames } from '../../../../contract/channel-names.ts'
import type { ConversationMessage } from '../../../../contract/conversation.ts'

const messageNames: Record<Channel, string> = { ...channelNames, whatsapp: 'WhatsApp message' }

/** How a message stands to the one it replaced and to the one that replaced it. `instead` is the channel of the former, where known. */
export function fallbackWords(
  { fallbackOf, followedBy, status }: ConversationMessage,
  instead: Channel | undefined,
): string[] {
  const words: string[] = []
  if (fallbackOf) {
    const other = instead ? `the ${messageNames[instead]}` : 'an earlier message'
    words.push(`Sent instead of ${other}: ${asSentence(fallbackOf.reason)}`)
  }
  if (followedBy) {
    const way = channelNames[followedBy.channel]
    const late = status === 'delivered' || status === 'read'
    words.push(late ? `Delivered late, after it had also been sent by ${way}.` : `Then sent by ${way}.`)
  }
  return words
}
