import { peek, peekText } from '../peek.ts'
import type { ProviderEvent } from '../provider.ts'
import { messageWords } from './message-words.ts'

/** What is done to an earlier message: changed, taken back, or given a sign. Undefined for a message of its own. */
export function changeEvent(message: unknown, from: string, at: Date): ProviderEvent | undefined {
  const providerId = peekText(message, 'id') ?? ''
  switch (peekText(message, 'type')) {
    case 'edit': {
      const changed = peek(message, 'edit', 'message')
      const original = peekText(message, 'edit', 'original_message_id')
      const { body } = messageWords(changed)
      if (original !== undefined && changed !== undefined) return { kind: 'edited', providerId: original, body, at }
      if (changed === undefined) return undefined
      return {
        kind: 'reply',
        providerId,
        from,
        body: `Changed an earlier message:\n${body}`,
        made: true,
        subject: null,
        at,
      }
    }
    case 'revoke': {
      const original = peekText(message, 'revoke', 'original_message_id')
      if (original !== undefined) return { kind: 'unsent', providerId: original, at }
      return { kind: 'unreadable', reason: 'A message was taken back, and WhatsApp does not say which.' }
    }
    case 'reaction': {
      const to = peekText(message, 'reaction', 'message_id')
      const reaction = peekText(message, 'reaction', 'emoji') ?? null
      const body = reaction === null ? 'Took a reaction back.' : `Reacted ${reaction}`
      if (to === undefined) return { kind: 'reply', providerId, from, body, made: true, subject: null, at }
      return { kind: 'reaction', providerId, from, to: { providerId: to }, reaction, body, at }
    }
    default:
      return undefined
  }
}
