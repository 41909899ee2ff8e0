import { loose } from '../loose.ts'
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
  const inside = loose.record(data.reaction)
  const places = [inside, data, message]
  const target = places.flatMap((place) => loose.text(place.message_id) ?? loose.text(place.target_message_id) ?? [])[0]
  const to = target ?? loose.text(message.id)
  const who = places.flatMap(({ sender_handle, from_handle, handle }) =>
    [sender_handle, from_handle, handle].map(handleOf).filter(({ address }) => address !== undefined),
  )[0]
  const name = [data.reaction, inside.emoji, data.emoji, inside.type, data.reaction_type].map(loose.text).find(Boolean)
  if (!who?.address || who.isMe || !to || !name || !at)
    return { kind: 'ignored', reason: 'a tapback of nobody, or on nothing' }
  const sign = signs[name.toLowerCase()] ?? name.slice(0, 40)
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
