import { cutText } from '../../../contract/cut-text.ts'
import { Invalid } from '../../errors.ts'
import { jsonDelivery } from '../json-delivery.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { reactionOrReply } from '../reaction-or-reply.ts'
import { replyOf } from './reply-of.ts'
import { saidIn } from './said-in.ts'
import type { TucoSettings } from './settings.ts'
import { statusOf } from './status-of.ts'
import { tucoEvent, type TucoEvent } from './tuco-event.ts'

/** One event of Tuco's in our words, in whichever of its forms it comes. */
export async function read(received: Received, line: Line<TucoSettings>): Promise<ProviderEvent[]> {
  const tuco = tucoEvent(jsonDelivery(received.body))
  if (!tuco) throw new Invalid('unreadable_delivery', 'This is no event of Tuco.')
  if (tuco.isTest) return [{ kind: 'ignored', reason: 'a test of the webhook' }]
  const lineId = saidIn([tuco.event, tuco.whole, tuco.data], 'fromLineId', 'lineId')
  if (lineId !== undefined && lineId !== line.settings.lineId) {
    return [{ kind: 'ignored', reason: 'an event of another line' }]
  }
  if (tuco.type === 'message.reply') return [reactionOrReply(replyOf(tuco, timeOf(tuco)))]
  return /^message\./.test(tuco.type)
    ? statusOf(tuco, timeOf(tuco), line)
    : [{ kind: 'ignored', reason: `an event “${cutText(tuco.type, 60)}”` }]
}

/** When it happened; where only that is there, when Tuco told it. */
function timeOf({ event, data, whole, reply }: TucoEvent): Date {
  const replied = 'respondedAtUtc'
  const at =
    event.date('repliedAtUtc') ??
    reply.date(replied) ??
    data.date('repliedAtUtc') ??
    whole.date(replied) ??
    event.date('timestamp') ??
    data.date('timestamp') ??
    whole.date('updatedAt', 'createdAt')
  if (at !== undefined) return at
  throw new Invalid('unreadable_delivery', 'The event has no readable time.')
}
