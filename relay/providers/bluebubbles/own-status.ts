import type { ProviderEvent } from '../provider.ts'
import type { Message } from './message.ts'
import { messageError } from './refusals.ts'

type Status = Extract<ProviderEvent, { kind: 'status' }>

/** How a message of ours fares, by its row in Messages' database. */
export function ownStatus(message: Message): {
  status: 'sent' | 'delivered' | 'read' | 'failed'
  at: Date
  error?: NonNullable<Status['error']>
} {
  const created = new Date(message.dateCreated ?? 0)
  if (message.dateRead) return { status: 'read', at: new Date(message.dateRead) }
  if (message.dateDelivered) return { status: 'delivered', at: new Date(message.dateDelivered) }
  if (message.isDelivered) return { status: 'delivered', at: created }
  if (message.error) return { status: 'failed', at: created, error: messageError(message.error) }
  return { status: 'sent', at: created }
}
