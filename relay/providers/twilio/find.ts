import type { DeliveryStatus } from '../../../contract/delivery-status.ts'
import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext, Sought } from '../provider.ts'
import { sentTo } from './history.ts'
import type { TwilioSettings } from './settings.ts'
import { statuses } from './status-event.ts'

/** A request may be worked on this long after it left, and the clocks may differ by as much. Milliseconds. */
const leeway = 120_000
/** A new message may be missing from the list for hours (twilio-node issue 647), so "no" is sure only after a day. */
const sureAfter = 24 * 3_600_000

/**
 * Twilio's list names no reference of ours, so a message in doubt is known by line, person, words and time. One that fits
 * is ours. Several, or others that nobody knows of (a template shows the words that Twilio made of it), leave it open:
 * the status callback, whose address does name the reference, or a person will say.
 */
export async function find(
  _reference: string,
  line: Line<TwilioSettings>,
  context: ProviderContext,
  { to, body, firstAttemptAt, lastAttemptAt, others }: Sought,
): Promise<{ providerId: string; status: DeliveryStatus } | null> {
  const listed = await sentTo(to, new Date(firstAttemptAt.getTime() - leeway), line, context)
  const until = lastAttemptAt.getTime() + leeway
  const candidates = listed.filter(({ created, sid }) => created.getTime() <= until && !others.includes(sid))
  const [ours, twin] = candidates.filter((message) => message.body.trim() === body.trim())
  if (ours && !twin) return { providerId: ours.sid, status: statuses.get(ours.status) ?? 'sending' }
  if (candidates.length > 0) throw new Temporary('cannot_tell', 'Twilio has messages that may or may not be this one.')
  if (context.now().getTime() - lastAttemptAt.getTime() < sureAfter) {
    throw new Temporary('cannot_tell', 'Twilio does not list this message yet.', { retryAfter: 600_000 })
  }
  return null
}
