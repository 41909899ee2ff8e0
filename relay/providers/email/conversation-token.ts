import type { EmailLine } from './email-line.ts'
import { headerText, type MailHeaders } from './headers.ts'
import { conversationTokenIn } from './reply-address.ts'

/**
 * Headers with addresses that a mail was sent to, the surest first: the envelope's recipient as servers write it down, what
 * the sender wrote, and what servers say of the way. Of one kind they only count when they name one conversation alone.
 */
const recipients = [
  [
    'delivered-to',
    'x-original-to',
    'envelope-to',
    'x-delivered-to',
    'x-envelope-to',
    'x-rcpt-to',
    'x-forwarded-to',
    'x-original-recipient',
    'x-gm-original-to',
  ],
  ['to', 'cc', 'resent-to', 'apparently-to'],
  ['received'],
]

/** The token of the conversation in the addresses that a mail went to. */
export function conversationTokenOf(headers: MailHeaders, line: EmailLine): string | undefined {
  for (const names of recipients) {
    const text = names.map((name) => headerText(headers, name)).join(' ')
    const tokens = new Set<string>()
    for (const [address] of text.matchAll(/[^\s<>,;:"()[\]\\]{1,64}@[^\s<>,;:"()[\]\\]{1,253}/g)) {
      const token = conversationTokenIn(address, line)
      if (token) tokens.add(token)
    }
    if (tokens.size === 1) return [...tokens][0]
  }
  return undefined
}
