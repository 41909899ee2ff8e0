import { readTapback } from '../policy/read-tapback.ts'
import type { ProviderEvent } from './provider.ts'

type Reply = Extract<ProviderEvent, { kind: 'reply' }>

/** A reply as it is, or, where a phone had to write its sign beside a message into a text (`Loved “Hi”`), that sign. */
export function reactionOrReply(reply: Reply): ProviderEvent {
  const { providerId, from, body, at, made, consent, attachments = [] } = reply
  if (made || consent !== undefined || attachments.length > 0) return reply
  const tapback = readTapback(body)
  if (tapback === null) return reply
  return { kind: 'reaction', providerId, from, to: { quoted: tapback.quoted }, reaction: tapback.reaction, body, at }
}
