import type { Blame } from '../../errors.ts'
import type { Message } from './message.ts'
import { messageError } from './refusals.ts'

/** How a message of ours fares, by its row in Messages' database. */
export function ownStatus(message: Message): {
  status: 'sent' | 'delivered' | 'read' | 'failed'
  at: Date
  error?: { code: string; detail: string; blame: Blame }
} {
  const created = new Date(message.dateCreated ?? 0)
  if (message.error) return { status: 'failed', at: created, error: messageError(message.error) }
  if (message.dateRead) return { status: 'read', at: new Date(message.dateRead) }
  if (message.dateDelivered) return { status: 'delivered', at: new Date(message.dateDelivered) }
  return { status: message.isDelivered ? 'delivered' : 'sent', at: created }
}
