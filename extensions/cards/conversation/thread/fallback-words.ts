import { asSentence } from '../../../../contract/as-sentence.ts'
import type { Channel } from '../../../../contract/channel.ts'
import { channelNames } from '../../../../contract/channel-names.ts'
import type { ConversationMessage } from '../../../../contract/conversation.ts'
import type { DeliveryStatus } from '../../../../contract/delivery-status.ts'

const left: ReadonlySet<DeliveryStatus> = new Set(['sent', 'delivered', 'read'])
const messageNames: Record<Channel, string> = { ...channelNames, whatsapp: 'WhatsApp message' }

/**
 * How a message stands to the one it replaced and to the one that replaced it. `find` answers either, where the card has it: whoever got
 * both has it twice.
 */
export function fallbackWords(
  { fallbackOf, followedBy, status }: ConversationMessage,
  find: (messageId: string) => ConversationMessage | undefined,
): string[] {
  const words: string[] = []
  if (fallbackOf) {
    const instead = find(fallbackOf.messageId)
    const other = instead ? `the ${messageNames[instead.channel]}` : 'an earlier message'
    words.push(`Sent instead of ${other}: ${asSentence(fallbackOf.reason)}`)
  }
  if (followedBy) {
    const way = channelNames[followedBy.channel]
    const late = `Delivered late, after it had also been sent by ${way}`
    const twice = left.has(find(followedBy.messageId)?.status ?? 'unknown')
    if (status !== 'delivered' && status !== 'read') words.push(`Then sent by ${way}.`)
    else words.push(twice ? `${late}: this person has it twice.` : `${late}.`)
  }
  return words
}
