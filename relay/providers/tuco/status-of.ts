import { cutText } from '../../../contract/cut-text.ts'
import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent } from '../provider.ts'
import { batchReference, isOurBatch } from './batch-id.ts'
import { personOf } from './person-of.ts'
import { failure, noIMessage } from './refusals.ts'
import { saidIn } from './said-in.ts'
import type { TucoSettings } from './settings.ts'
import { tucoContent } from './tuco-content.ts'
import type { TucoEvent } from './tuco-event.ts'

type Status = Extract<ProviderEvent, { kind: 'status' }>

/**
 * What became of a message that left the line. What a colleague sent in Tuco's app, or a campaign there, is told as such: it carries
 * no word of ours, or another's. Only Tuco's older form leaves the word out, and then whether we know it is for the relay to say.
 */
export function statusOf(tuco: TucoEvent, at: Date, line: Line<TucoSettings>): ProviderEvent[] {
  const { data, event, whole, type } = tuco
  const places = [whole, data, event]
  const meant = meaningOf(type, saidIn([data, whole, event], 'error', 'reason', 'errorMessage') ?? '')
  if (!meant) return [{ kind: 'ignored', reason: `an event “${cutText(type, 60)}”` }]
  const providerId = saidIn([event, whole, data], 'messageId', '_id')
  const batch = saidIn(places, 'batchId')
  const reference = batchReference(batch, line)
  if (providerId === undefined && reference === undefined) {
    throw new Invalid('unreadable_delivery', 'The event of Tuco names no message.')
  }
  const status: Status = {
    kind: 'status',
    ...(providerId === undefined ? {} : { providerId }),
    ...(reference === undefined ? {} : { reference }),
    ...meant,
    at,
  }
  const isForeign = !isOurBatch(batch) && (whole.text('_id', 'messageId') !== undefined || type === 'message.sent')
  return isForeign && providerId !== undefined ? [...elsewhere(tuco, providerId, meant, at), status] : [status]
}

function elsewhere(tuco: TucoEvent, providerId: string, { status }: Pick<Status, 'status'>, at: Date): ProviderEvent[] {
  const to = personOf(tuco)
  const { body, made, attachments } = tucoContent(tuco)
  if (to === undefined || made) return []
  const { whole, data, event } = tuco
  const isGood = status === 'sent' || status === 'delivered' || status === 'read'
  const sentAt = new Date(saidIn([whole, data, event], 'sentAt') ?? '')
  return [
    {
      kind: 'elsewhere',
      providerId,
      to,
      body,
      subject: null,
      by: saidIn([whole, data, event], 'createdByName', 'senderName') ?? null,
      status: isGood ? status : 'sending',
      ...(attachments.length > 0 ? { attachments } : {}),
      at: Number.isNaN(sentAt.getTime()) ? at : sentAt,
    },
  ]
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
      const { code, detail, blame, notNow } = failure(said)
      const words = said === '' ? detail : `${detail} Tuco says: ${cutText(said, 300)}`
      const error = { code, detail: words, blame, ...(notNow ? { notNow } : {}) }
      return { status: code === noIMessage.code ? 'undelivered' : 'failed', error }
    }
    default:
      return null
  }
}
