import { cutText } from '../../../contract/cut-text.ts'
import type { ProviderEvent } from '../provider.ts'
import type { ChertEvent } from './chert-event.ts'
import { handleOf } from './handle-of.ts'

const signs: Record<string, string> = {
  love: '❤️',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  emphasize: '‼️',
  question: '❓',
}

/** A tapback, set or taken back. Chert documents that it tells of them and not how, so each member is looked for where it may be. */
export function reactionOf({ id, type, at, data, message }: ChertEvent): ProviderEvent {
  const inside = data.within('reaction')
  const places = [inside, data, message]
  const to = places.map((place) => place.text('message_id', 'target_message_id')).find(Boolean) ?? message.text('id')
  const who = places
    .map((place) => handleOf(place, 'sender_handle', 'from_handle', 'handle'))
    .find(({ address }) => address !== undefined)
  const name = data.text('reaction', 'emoji') ?? inside.text('emoji', 'type') ?? data.text('reaction_type')
  if (!who?.address || who.isMe || !to || !name || !at)
    return { kind: 'ignored', reason: 'a tapback of nobody, or on nothing' }
  const sign = signs[name.toLowerCase()] ?? cutText(name, 40)
  const taken = type === 'reaction.removed'
  return {
    kind: 'reaction',
    providerId: id ?? `${to}/${sign}/${at.getTime()}`,
    from: who.address,
    to: { providerId: to },
    reaction: taken ? null : sign,
    body: taken ? `${sign} beside a message was taken back.` : `${sign} beside a message`,
    at,
  }
}
