import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { lineBlocked } from './line-blocked.ts'
import { mediaOf } from './media-of.ts'
import { isSendblueMessage, type SendblueMessage } from './message.ts'
import { failureOf, statusUnresolved } from './refusals.ts'
import type { SendblueSettings } from './settings.ts'
import { statuses } from './statuses.ts'

/** One webhook or item of the history in our words; both show a message in the same shape. */
export async function read(received: Received, line: Line<SendblueSettings>): Promise<ProviderEvent[]> {
  const input = jsonDelivery(received.body)
  if (typeof input !== 'object' || input === null) {
    throw new Invalid('unreadable_delivery', 'This is no event of Sendblue.')
  }
  const blocked = lineBlocked(input, line)
  if (blocked) return [blocked]
  // Typing, calls, contacts and lines bear no content; a message that cannot be read must not be lost in silence.
  if (!('message_handle' in input) && !('content' in input)) return [ignored('no event of a message')]
  if (!isSendblueMessage(input)) throw new Invalid('unreadable_delivery', 'The message of Sendblue cannot be read.')
  return [input.is_outbound ? statusOf(input, line) : replyOf(input, line)]
}

function statusOf(message: SendblueMessage, line: Line<SendblueSettings>): ProviderEvent {
  // Webhooks for what is sent cannot be had for one line alone.
  if (isOfAnother(message, line)) return ignored('a message of another line')
  const status = statuses[message.status]
  if (!status) return ignored('no status of a message of ours')
  const providerId = message.message_handle
  const at = timeOf(message.date_updated ?? message.date_sent ?? message.date_created)
  if (status !== 'failed') return { kind: 'status', providerId, status, at }
  if (String(message.error_code) === statusUnresolved) return ignored('Sendblue could not find out how it fared')
  const { code, detail, fate } = failureOf(message)
  const error = { code, detail, ...(fate === 'later' ? {} : { blame: fate }) }
  return { kind: 'status', providerId, status, at, error }
}

function replyOf(message: SendblueMessage, line: Line<SendblueSettings>): ProviderEvent {
  if (isOfAnother(message, line)) return ignored('a message to another line')
  if (message.message_type === 'group' || message.group_id) return ignored('a message in a group')
  if (!message.number) throw new Invalid('unreadable_delivery', 'The message of Sendblue has no sender.')
  if (message.number === line.address) return ignored('an echo of our own message')
  const file = mediaOf(message.media_url)
  const body = message.content ?? ''
  if (body.trim() === '' && !file) return ignored('a message without any content')
  return {
    kind: 'reply',
    providerId: message.message_handle,
    from: message.number,
    body: body.trim() === '' && file ? `Attached: ${file.name}` : body,
    subject: null,
    at: timeOf(message.date_sent ?? message.date_created ?? message.date_updated),
    ...(file ? { attachments: [file] } : {}),
    ...(message.opted_out ? { consent: 'opted_out' as const } : {}),
  }
}

function isOfAnother(message: SendblueMessage, line: Line<SendblueSettings>): boolean {
  const own = message.sendblue_number ?? (message.is_outbound ? message.from_number : undefined)
  return Boolean(own) && own !== line.address
}

function timeOf(text: string | null | undefined): Date {
  const at = new Date(text ?? '')
  if (Number.isNaN(at.getTime())) throw new Invalid('unreadable_delivery', 'The message of Sendblue has no time.')
  return at
}

function ignored(reason: string): ProviderEvent {
  return { kind: 'ignored', reason }
}
