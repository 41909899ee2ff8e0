import type { ProviderEvent } from '../provider.ts'
import { contentOf } from './content-of.ts'
import type { SendblueMessage } from './message.ts'
import { failureOf, statusUnresolved } from './refusals.ts'
import { statuses } from './statuses.ts'

/** How a message that left the line fares: one of ours, or what somebody wrote in Sendblue's dashboard. */
export function sentOf(message: SendblueMessage, at: Date): ProviderEvent {
  const { handle: providerId, service, seated, person, rest, sentAt } = message
  const status = statuses[message.status ?? '']
  const carried = service ? { service } : {}
  if (seated && status !== 'failed' && person !== undefined) {
    const { body, attachments } = contentOf(message, sentAt ?? at)
    const files = attachments ? { attachments } : {}
    const by = rest.text('sender_email', 'sender_name') ?? null
    // A word that is new to us says no more than that it left.
    const reached = status ?? 'sending'
    const when = sentAt ?? at
    return {
      kind: 'elsewhere',
      providerId,
      to: person,
      body,
      subject: null,
      by,
      status: reached,
      at: when,
      ...carried,
      ...files,
    }
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
