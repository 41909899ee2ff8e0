import { peekText } from '../peek.ts'
import type { Line, ProviderEvent } from '../provider.ts'
import { addressOf } from './address-of.ts'
import { filesOf } from './files-of.ts'
import { messageWords } from './message-words.ts'
import { changeEvent } from './change-event.ts'
import type { WhatsAppSettings } from './settings.ts'
import { systemEvent } from './system-event.ts'
import { timeOf } from './time-of.ts'

/**
 * One message of a person in our words. `contact` stands beside it in the delivery and may name the person otherwise;
 * `otherwise` is when it came, for a message that does not say. What can be read is read, whatever the rest looks like.
 */
export function messageEvent(
  message: unknown,
  contact: unknown,
  line: Line<WhatsAppSettings>,
  otherwise: Date,
): ProviderEvent {
  const providerId = peekText(message, 'id')
  const names = [
    addressOf(peekText(message, 'from')),
    peekText(message, 'from_user_id'),
    addressOf(peekText(contact, 'wa_id')),
    peekText(contact, 'user_id'),
  ].filter((name) => name !== undefined)
  // A number finds more than an id does.
  const from = names.find((name) => name.startsWith('+')) ?? names[0]
  if (providerId === undefined) return { kind: 'unreadable', reason: 'A message of WhatsApp has no id.' }
  if (from === undefined) return { kind: 'unreadable', reason: 'A message of WhatsApp does not say who wrote it.' }
  if (from === line.address) return { kind: 'ignored', reason: 'an echo of our own message' }
  if (peekText(message, 'group_id') !== undefined) return { kind: 'ignored', reason: 'a message to a group' }
  const at = timeOf(message, otherwise)
  const type = peekText(message, 'type')
  if (type === 'system') return systemEvent(message, from, at)
  const change = changeEvent(message, from, at)
  if (change) return change
  const attachments = filesOf(message)
  const { body, typed } = messageWords(message)
  const alias = names.find((name) => name !== from && !name.startsWith('+'))
  const answers = peekText(message, 'context', 'id')
  return {
    kind: 'reply',
    providerId,
    from,
    ...(alias === undefined ? {} : { alias }),
    body,
    ...(typed ? {} : { made: true as const }),
    subject: null,
    at,
    ...(answers === undefined ? {} : { answers: [answers] }),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}
