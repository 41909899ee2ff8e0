import type { ProviderEvent } from '../provider.ts'
import { chatName } from './chat-name.ts'
import { contentOf } from './content-of.ts'
import { errorOf } from './failure-of.ts'
import type { LinqMessage } from './linq-message.ts'
import { ownReference } from './own-reference.ts'
import type { Told } from './told.ts'

type Reached = 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

/** Linq's words for where a message stands that left a line, and under which name the event says when. */
const words: Record<string, { status: Reached; at: string }> = {
  'message.pending': { status: 'sending', at: 'created_at' },
  'message.queued': { status: 'sending', at: 'created_at' },
  'message.sent': { status: 'sent', at: 'sent_at' },
  'message.delivered': { status: 'delivered', at: 'delivered_at' },
  'message.read': { status: 'read', at: 'read_at' },
  // Only the history shows the message itself beside its failure.
  'message.failed': { status: 'failed', at: 'updated_at' },
}

export function isStatus(type: string): boolean {
  return Object.hasOwn(words, type)
}

/**
 * How a message of the line fares: one of ours, which bears our reference as its key, or one that somebody wrote in Linq's app or
 * sent through another system. Events need not say to whom that went: then it is whoever has written in that chat, and where nobody
 * has, the history, which follows shortly, says it.
 */
export function sentOf(message: LinqMessage, told: Told): ProviderEvent {
  const { type, line } = told
  const { id: providerId, recipient, chatId, service, rest, parts } = message
  const { status, at: name } = words[type] ?? { status: 'sending', at: 'created_at' }
  const at = rest.date(name) ?? told.at
  const carried = { ...(status === 'failed' ? { error: errorOf(told) } : {}), ...(service ? { service } : {}) }
  const reference = ownReference(rest.text('idempotency_key'))
  if (reference !== undefined) return { kind: 'status', providerId, reference, status, at, ...carried }
  const to = recipient ?? (chatId === undefined ? undefined : chatName(chatId))
  if (to === undefined) return { kind: 'ignored', reason: `a message that others sent from ${line.address}` }
  const { body, attachments } = contentOf(parts, told.given)
  const by = rest.text('sent_by', 'sender_name', 'sender_email') ?? null
  const sentAt = rest.date('sent_at', 'created_at') ?? at
  const more = { ...(at > sentAt ? { statusAt: at } : {}), ...carried, ...(attachments ? { attachments } : {}) }
  return { kind: 'elsewhere', providerId, to, body, subject: null, by, status, at: sentAt, ...more }
}
