import type { ProviderEvent } from '../provider.ts'
import { contentOf } from './content-of.ts'
import type { SendblueMessage } from './message.ts'
import { failureOf, statusUnresolved } from './refusals.ts'
import { statuses } from './statuses.ts'

/**
 * How a message that left the line fares. Sendblue keeps no reference of ours and tells of everything that leaves, also by a colleague in
 * the dashboard or another system, with or without a name: whose it is, the relay knows by its handle. A failure says that alone.
 */
export function sentOf(message: SendblueMessage, at: Date): ProviderEvent {
  const { handle: providerId, service, seated, person: to, rest, sentAt } = message
  const status = statuses[message.status ?? '']
  const carried = service ? { service } : {}
  // Where somebody has surely written it, a word that is new to us says no more than that it left.
  const reached = status ?? (seated ? 'sending' : undefined)
  if (to !== undefined && reached !== undefined && reached !== 'failed') {
    const written = sentAt ?? at
    const { body, attachments } = contentOf(message, written)
    const by = rest.text('sender_email', 'sender_name') ?? null
    const told = { providerId, to, body, subject: null, by, status: reached, at: written }
    const moved = at > written ? { statusAt: at } : {}
    return { kind: 'elsewhere', ...told, ...moved, ...carried, ...(attachments ? { attachments } : {}) }
  }
  if (!status) return { kind: 'ignored', reason: 'no status of a message of ours' }
  if (status !== 'failed') return { kind: 'status', providerId, status, at, ...carried }
  if (rest.text('error_code') === statusUnresolved) {
    return { kind: 'ignored', reason: 'Sendblue could not find out how it fared' }
  }
  const { code, detail, fate } = failureOf(rest)
  const error = { code, detail, ...(fate === 'later' ? { notNow: { after: null } } : { blame: fate }) }
  return { kind: 'status', providerId, status, at, error, ...carried }
}
