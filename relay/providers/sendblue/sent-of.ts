import type { Members } from '../members.ts'
import type { ProviderEvent, StatusError } from '../provider.ts'
import { contentOf } from './content-of.ts'
import type { SendblueMessage } from './message.ts'
import { failureOf, statusUnresolved } from './refusals.ts'
import { statuses } from './statuses.ts'

/**
 * How a message that left the line fares. Sendblue keeps no reference of ours and tells of everything that leaves, also by a colleague in
 * the dashboard or another system, with or without a name: whose it is, the relay knows by its handle.
 */
export function sentOf(message: SendblueMessage, at: Date): ProviderEvent {
  const { handle: providerId, service, seated, person: to, rest, sentAt } = message
  const status = statuses[message.status ?? '']
  const carried = service ? { service } : {}
  const unresolved = status === 'failed' && rest.text('error_code') === statusUnresolved
  if (unresolved) return { kind: 'ignored', reason: 'Sendblue could not find out how it fared' }
  const error = status === 'failed' ? errorOf(rest) : undefined
  // A failure of what nobody is named for is a word on a message of ours; its words would say no more.
  if (error && !(seated && to !== undefined))
    return { kind: 'status', providerId, status: 'failed', at, error, ...carried }
  // Where somebody has surely written it, a word that is new to us says no more than that it left.
  const reached = status ?? (seated ? 'sending' : undefined)
  if (!reached) return { kind: 'ignored', reason: 'no status of a message of ours' }
  if (to === undefined) return { kind: 'status', providerId, status: reached, at, ...carried }
  const written = sentAt ?? at
  const { body, attachments } = contentOf(message, written)
  const by = rest.text('sender_email', 'sender_name') ?? null
  const told = { providerId, to, body, subject: null, by, status: reached, at: written }
  const moved = { ...(at > written ? { statusAt: at } : {}), ...(error ? { error } : {}) }
  return { kind: 'elsewhere', ...told, ...moved, ...carried, ...(attachments ? { attachments } : {}) }
}

function errorOf(failed: Members): StatusError {
  const { code, detail, fate } = failureOf(failed)
  return { code, detail, ...(fate === 'later' ? { notNow: { after: null } } : { blame: fate }) }
}
