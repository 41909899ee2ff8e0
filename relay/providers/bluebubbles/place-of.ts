import { asService } from '../as-service.ts'
import type { Service } from '../provider.ts'
import { chatAddress } from './chat-address.ts'
import type { Message } from './message.ts'

/** Where a message stands. */
export interface Place {
  /** Undefined where the chat is not told. */
  group: boolean | undefined
  /** The person at the other end, if it is known. */
  address: string | undefined
  /** What carried it; undefined where Messages leaves it open (`any;-;…`). */
  service: Service | undefined
}

/** Where a message stands: in which chat, with whom, and what carried it. */
export function placeOf({ chats, handle, isFromMe }: Message): Place {
  const [chat] = chats ?? []
  const place = chat && chatAddress(chat.guid)
  const group = chat && (place?.group === true || chat.style === 43)
  const ofHandle = handle && chatAddress(handle.address).address
  const ofChat = group ? undefined : place?.address
  return {
    group,
    // A person may write from another address than the chat is named after; to them it leads where the chat does.
    address: (isFromMe ? (ofChat ?? ofHandle) : (ofHandle ?? ofChat)) || undefined,
    service: asService(place?.service ?? undefined) ?? asService(handle?.service),
  }
}
