import { peekText } from '../peek.ts'
import type { ProviderEvent } from '../provider.ts'
import { addressOf } from './address-of.ts'
import { changeEvent } from './change-event.ts'
import { filesOf } from './files-of.ts'
import { messageWords } from './message-words.ts'
import { timeOf } from './time-of.ts'

/** What the company wrote, changed or took back in its own WhatsApp Business app. Source: "smb_message_echoes". */
export function echoEvent(echo: unknown, otherwise: Date): ProviderEvent {
  const providerId = peekText(echo, 'id')
  const to = addressOf(peekText(echo, 'to')) ?? peekText(echo, 'to_user_id')
  if (providerId === undefined) return { kind: 'unreadable', reason: 'A message from the app has no id.' }
  const at = timeOf(echo, otherwise)
  const change = changeEvent(echo, '', at)
  if (change?.kind === 'edited' || change?.kind === 'unsent' || change?.kind === 'unreadable') return change
  if (change?.kind === 'reaction') return { kind: 'ignored', reason: "the company's own sign beside a message" }
  if (to === undefined) return { kind: 'unreadable', reason: 'A message from the app does not say to whom it went.' }
  const attachments = filesOf(echo)
  return {
    kind: 'elsewhere',
    providerId,
    to,
    body: messageWords(echo).body.replace(/^This person /, 'The company '),
    subject: null,
    by: null,
    status: 'sent',
    ...(attachments.length > 0 ? { attachments } : {}),
    at,
  }
}
