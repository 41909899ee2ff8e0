import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { MessageEvent } from './message-event.ts'
import { refusal } from './refusals.ts'
import { replyOf } from './reply-of.ts'
import type { LinqSettings } from './settings.ts'

const envelopes = Compile(
  Type.Object({ event_type: Type.String(), created_at: Type.Optional(Type.String()), data: Type.Unknown() }),
)
const messages = Compile(MessageEvent)
const failures = Compile(
  Type.Object({
    code: Type.Integer(),
    failed_at: Type.String(),
    message_id: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    reason: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  }),
)
const changes = Compile(
  Type.Object({
    phone_number: Type.String(),
    new_status: Type.String(),
    new_reputation: Type.Optional(Type.String()),
    changed_at: Type.String(),
  }),
)

const statuses: Record<string, { status: 'sent' | 'delivered' | 'read'; at: 'sent_at' | 'delivered_at' | 'read_at' }> =
  {
    'message.sent': { status: 'sent', at: 'sent_at' },
    'message.delivered': { status: 'delivered', at: 'delivered_at' },
    'message.read': { status: 'read', at: 'read_at' },
  }

/** One event of Linq's, webhook version 2026-02-03, in our words. */
export async function read(received: Received, line: Line<LinqSettings>): Promise<ProviderEvent[]> {
  const event = jsonDelivery(received.body)
  if (!envelopes.Check(event)) throw unreadable('This is no event of Linq.')
  return [eventOf(event.event_type, event.data, event.created_at, line)]
}

function eventOf(type: string, data: unknown, createdAt: string | undefined, line: Line<LinqSettings>): ProviderEvent {
  if (type === 'message.failed') return failureOf(data)
  if (type === 'phone_number.status_updated') return lineOf(data, line)
  const status = Object.hasOwn(statuses, type) ? statuses[type] : undefined
  if (!status && type !== 'message.received') return { kind: 'ignored', reason: `an event “${type.slice(0, 60)}”` }
  if (!messages.Check(data)) {
    throw unreadable('This message is not in the form that the webhook version 2026-02-03 has.')
  }
  const owner = data.chat.owner_handle?.handle
  if (owner !== undefined && owner !== line.address) return { kind: 'ignored', reason: 'an event of another line' }
  if (data.chat.is_group === true) return { kind: 'ignored', reason: 'a group conversation' }
  if (!status) return replyOf(data, timeOf(data.sent_at ?? createdAt), line)
  if (data.direction === 'inbound') return { kind: 'ignored', reason: 'the status of a reply' }
  const reference = data.idempotency_key
  return {
    kind: 'status',
    providerId: data.id,
    status: status.status,
    at: timeOf(data[status.at] ?? createdAt),
    ...(reference == null ? {} : { reference }),
  }
}

function failureOf(data: unknown): ProviderEvent {
  if (!failures.Check(data)) throw unreadable('This failure is not in a form that Linq has described.')
  if (data.message_id == null) return { kind: 'ignored', reason: 'a failure that names no message' }
  const { code, detail, blame } = refusal(data.code)
  const words = data.reason ? `${detail} Linq says: ${data.reason.slice(0, 300)}` : detail
  return {
    kind: 'status',
    providerId: data.message_id,
    status: 'failed',
    at: timeOf(data.failed_at),
    error: { code, detail: words, blame },
  }
}

function lineOf(data: unknown, line: Line<LinqSettings>): ProviderEvent {
  if (!changes.Check(data)) throw unreadable('This change of a number is not in a form that Linq has described.')
  if (data.phone_number !== line.address) return { kind: 'ignored', reason: 'an event of another line' }
  const at = timeOf(data.changed_at)
  if (data.new_status === 'FLAGGED') return { kind: 'line', state: 'blocked', reason: 'Linq has flagged the line.', at }
  switch (data.new_reputation) {
    case 'CRITICAL':
      return { kind: 'line', state: 'blocked', reason: 'Linq rates the line as critical and says to pause it.', at }
    case 'AT_RISK':
      return { kind: 'line', state: 'degraded', reason: 'Linq rates the line as at risk and says to send less.', at }
    default:
      return { kind: 'line', state: 'healthy', reason: 'Linq rates the line as healthy.', at }
  }
}

function timeOf(text: string | undefined): Date {
  const at = new Date(text ?? '')
  if (Number.isNaN(at.getTime())) throw unreadable('The event has no readable time.')
  return at
}

function unreadable(words: string): Invalid {
  return new Invalid('unreadable_delivery', words)
}
