import type { DeliveryStatus } from '../../../contract/delivery-status.ts'
import { Temporary } from '../../errors.ts'
import type { Line, ProviderContext, Sought } from '../provider.ts'
import { namesLine } from '../names-line.ts'
import { sameWords } from '../same-words.ts'
import { history } from './history.ts'
import { readMessage, type SendblueMessage } from './message.ts'
import { statusUnresolved } from './refusals.ts'
import type { SendblueSettings } from './settings.ts'
import { statuses } from './statuses.ts'

/** Our clock and Sendblue's may differ by this much; milliseconds. */
const skew = 60_000
/** A request that was cut off may still be worked on, and the list may lag behind. */
export const settled = 300_000
const page = 100
const mostPages = 10

/**
 * Looks for a message among those to this person since the first attempt. Sendblue keeps no reference of ours: exactly
 * one with these words, that is no other message's, is the one. None means "not sent" only when all were looked at and
 * nothing can be under way.
 */
export async function find(
  _reference: string,
  line: Line<SendblueSettings>,
  context: ProviderContext,
  sought: Sought,
): Promise<{ providerId: string; status: DeliveryStatus } | null> {
  const { sent, odd } = await sentTo(sought, line, context)
  const found = sent.filter(
    ({ handle, own, content, seated }) =>
      !sought.others.includes(handle) &&
      // What somebody wrote in the dashboard is not ours, whatever it says.
      !seated &&
      (own === undefined || namesLine(own, line)) &&
      sameWords(content, sought.body),
  )
  const [one, another] = found
  if (another) throw new Temporary('find_ambiguous', 'Sendblue has several messages that may be this one.')
  if (one) return { providerId: one.handle, status: statusOf(one) }
  if (odd > 0) throw new Temporary('find_unreadable', 'Sendblue has messages to this person that cannot be read.')
  if (context.now().getTime() - sought.lastAttemptAt.getTime() < settled) {
    throw new Temporary('find_too_early', 'Sendblue may still be working on this message.')
  }
  return null
}

async function sentTo(
  { to, firstAttemptAt }: Sought,
  line: Line<SendblueSettings>,
  context: ProviderContext,
): Promise<{ sent: SendblueMessage[]; odd: number }> {
  const query = {
    number: to,
    is_outbound: 'true',
    created_at_gte: new Date(firstAttemptAt.getTime() - skew).toISOString(),
    order_by: 'createdAt',
    order_direction: 'asc',
    limit: String(page),
  }
  const sent: SendblueMessage[] = []
  let seen = 0
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { items, more } = await history({ ...query, offset: String(seen) }, line, context)
    seen += items.length
    sent.push(...items.flatMap((item) => readMessage(item, line) ?? []))
    if (!more) return { sent, odd: seen - sent.length }
  }
  throw new Temporary('find_too_much', 'Sendblue has too many messages to this person to be sure.')
}

/** A failure that Sendblue could not resolve is none. */
function statusOf({ status, rest }: SendblueMessage): DeliveryStatus {
  const known = statuses[status ?? ''] ?? 'sending'
  return known === 'failed' && rest.text('error_code') === statusUnresolved ? 'sending' : known
}
