import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import { membersOf } from '../members.ts'
import { peek } from '../peek.ts'
import type { ProviderEvent, Received } from '../provider.ts'
import { changesOf } from './changes-of.ts'
import { contentOf } from './content-of.ts'
import { messageOf, type Message } from './message.ts'
import { ownEvents } from './own-events.ts'
import { placeOf, type Place } from './place-of.ts'
import { reactionOrReply } from '../reaction-or-reply.ts'
import { reactionOf, type Reaction } from './reaction-of.ts'
import { wordsOf } from './words-of.ts'

const aboutMessages = new Set(['new-message', 'updated-message', 'message-send-error'])
/** Rows that are no message, by `itemType`: 1 to 3 tell of a group, 4 of a shared location, what is above of calls and kept sounds. */
const sharedLocation = 4

/** One event of the Mac in our words. History items are events that `since` made of rows. */
export async function read(received: Received): Promise<ProviderEvent[]> {
  const input = jsonDelivery(received.body)
  const type = membersOf(input).text('type')
  if (type === undefined) throw new Invalid('unreadable_delivery', 'This is no event of BlueBubbles.')
  if (!aboutMessages.has(type)) return ignored('no event of a message')
  const message = messageOf(peek(input, 'data'))
  if (!message) throw new Invalid('unreadable_delivery', 'The event of BlueBubbles holds no message.')
  return eventsOf(type, message)
}

function eventsOf(type: string, message: Message): ProviderEvent[] {
  const { guid, itemType } = message
  // A message sometimes comes a second time without its guid; only the guid tells the two are one. The history has it.
  if (guid === undefined) return ignored('a message without a guid')
  const place = placeOf(message)
  if (place.group) return ignored('a message in a group')
  const reaction = reactionOf(message, wordsOf(message))
  if (reaction && message.isFromMe) return ignored('a tapback of our own')
  // Later no chat is told, and it may stand in a group.
  if (reaction && type !== 'new-message' && place.group === undefined) return ignored('a tapback told before')
  if (reaction) return signOf(message, guid, place, reaction)
  if (itemType !== 0 && itemType !== sharedLocation) return ignored('something that happened beside the messages')
  if (message.isFromMe) return itemType === 0 ? ownEvents(type, message, guid) : ignored('our own location was shared')
  const changes = changesOf(message, guid)
  // Of what was taken back nothing is left to tell.
  if (changes.some(({ kind }) => kind === 'unsent')) return changes
  if (type === 'new-message') return [reactionOrReply(reply(message, guid, place)), ...changes]
  if (changes.length === 0) return completed(message, guid, place)
  return place.group === undefined ? changes.map((change) => ({ ...change, ifKnown: true as const })) : changes
}

/** What came late of a message. No chat is told here, so it may be one of a group: it adds to what is known, and nothing else. */
function completed(message: Message, guid: string, place: Place): ProviderEvent[] {
  if (contentOf(message).provisional || place.address === undefined) return ignored('a change without news')
  const later = reply(message, guid, place)
  return [place.group === undefined ? { ...later, completes: true } : later]
}

function signOf(
  message: Message,
  guid: string,
  { address: from }: Place,
  { reaction, target }: Reaction,
): ProviderEvent[] {
  if (from === undefined || target === undefined || message.dateCreated === null) return ignored('a tapback on nothing')
  const words = wordsOf(message).trim()
  return [
    {
      kind: 'reaction',
      providerId: guid,
      from,
      to: { providerId: target },
      reaction,
      body: words || (reaction === null ? 'A sign beside a message was taken back.' : `${reaction} beside a message`),
      at: new Date(message.dateCreated),
    },
  ]
}

function reply(
  message: Message,
  guid: string,
  { address: from, service }: Place,
): Extract<ProviderEvent, { kind: 'reply' }> {
  const at = message.dateCreated ?? message.dateDelivered ?? message.dateRead
  if (from === undefined || at === null) {
    throw new Invalid('unreadable_delivery', 'The message of BlueBubbles has no sender or no time.')
  }
  const { body, attachments, made, provisional } = message.itemType === sharedLocation ? location : contentOf(message)
  return {
    kind: 'reply',
    providerId: guid,
    from,
    body,
    subject: null,
    at: new Date(at),
    ...(made ? { made } : {}),
    ...(provisional ? { provisional } : {}),
    ...(service ? { service } : {}),
    ...(message.threadOriginatorGuid ? { answers: [message.threadOriginatorGuid] } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

const location = {
  body: 'This person began or ended sharing their location.',
  attachments: [],
  made: true,
  provisional: false,
} as const

function ignored(reason: string): ProviderEvent[] {
  return [{ kind: 'ignored', reason }]
}
