import { Compile } from 'typebox/compile'
import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { batchReference } from './batch-id.ts'
import { failure, noIMessage } from './refusals.ts'
import { replyOf } from './reply-of.ts'
import type { TucoSettings } from './settings.ts'
import { TucoEvent } from './tuco-event.ts'

type Status = Extract<ProviderEvent, { kind: 'status' }>

const events = Compile(TucoEvent)

/** One event of Tuco's in our words, in whichever of its two forms it comes. */
export async function read(received: Received, line: Line<TucoSettings>): Promise<ProviderEvent[]> {
  const event = jsonDelivery(received.body)
  if (!events.Check(event)) throw new Invalid('unreadable_delivery', 'This is no event of Tuco.')
  const { data } = event
  if (event.testMode === true || data?.test === true || data?.testMode === true) {
    return [{ kind: 'ignored', reason: 'a test of the webhook' }]
  }
  const whole = typeof event.message === 'object' ? event.message : null
  const lineId = event.fromLineId ?? whole?.fromLineId ?? event.lineId ?? data?.fromLineId ?? data?.lineId
  if (lineId != null && lineId !== line.settings.lineId) {
    return [{ kind: 'ignored', reason: 'an event of another line' }]
  }
  return [event.event === 'message.reply' ? replyOf(event, timeOf(event)) : statusOf(event, line)]
}

function statusOf(event: TucoEvent, line: Line<TucoSettings>): ProviderEvent {
  const { data, event: type } = event
  const whole = typeof event.message === 'object' ? event.message : null
  const meant = meaningOf(type, data?.error ?? data?.reason ?? whole?.errorMessage ?? '')
  if (!meant) return { kind: 'ignored', reason: `an event “${type.slice(0, 60)}”` }
  const providerId = event.messageId ?? whole?._id ?? data?.messageId
  const reference = batchReference(whole?.batchId ?? data?.batchId ?? event.batchId, line)
  if (providerId == null && reference === undefined) {
    throw new Invalid('unreadable_delivery', 'The event of Tuco names no message.')
  }
  return {
    kind: 'status',
    ...(providerId == null ? {} : { providerId }),
    ...(reference === undefined ? {} : { reference }),
    ...meant,
    at: timeOf(event),
  }
}

function meaningOf(type: string, said: string): Pick<Status, 'status' | 'error'> | null {
  switch (type) {
    case 'message.sent':
      return { status: 'sent' }
    case 'message.delivered':
      return { status: 'delivered' }
    case 'message.opened':
      return { status: 'read' }
    case 'message.fallback':
      return { status: 'undelivered', error: noIMessage }
    case 'message.failed': {
      const { code, detail, blame } = failure(said)
      const words = said === '' ? detail : `${detail} Tuco says: ${said.slice(0, 300)}`
      return { status: code === noIMessage.code ? 'undelivered' : 'failed', error: { code, detail: words, blame } }
    }
    default:
      return null
  }
}

/** When it happened; where only that is there, when Tuco told it. */
function timeOf(event: TucoEvent): Date {
  const { data } = event
  const whole = typeof event.message === 'object' ? event.message : null
  const text =
    event.repliedAtUtc ?? data?.reply?.respondedAtUtc ?? data?.repliedAtUtc ?? whole?.respondedAtUtc ?? event.timestamp
  const at = new Date(text ?? '')
  if (Number.isNaN(at.getTime())) throw new Invalid('unreadable_delivery', 'The event has no readable time.')
  return at
}
