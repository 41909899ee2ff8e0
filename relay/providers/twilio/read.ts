import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent, Received } from '../provider.ts'
import { readHistory } from './read-history.ts'
import { replyEvent } from './reply-event.ts'
import { serviceOf } from './service-of.ts'
import type { TwilioSettings } from './settings.ts'
import { statusEvent } from './status-event.ts'

const ids = ['MessageSid', 'SmsSid', 'SmsMessageSid']

/**
 * One webhook, or one item of the history, in our words. Twilio's webhooks do not say when something happened; the
 * header `homing-received`, where the relay's door adds one, says when it arrived.
 */
export async function read(
  received: Received,
  line: Line<TwilioSettings>,
  now: () => Date = () => new Date(),
): Promise<ProviderEvent[]> {
  if (received.origin === 'history') return readHistory(received.body, line, now())
  const form = new URLSearchParams(Buffer.from(received.body).toString('utf8'))
  const sid = ids.map((name) => form.get(name) ?? '').find((id) => /^[A-Z]{2}[0-9a-fA-F]{32}$/.test(id))
  if (sid === undefined) throw new Invalid('unreadable_delivery', 'This is no webhook of Twilio.')
  const stamped = new Date(received.headers['homing-received'] ?? '')
  const at = Number.isNaN(stamped.getTime()) ? now() : stamped
  const arrived = ['received', 'receiving'].includes(form.get('SmsStatus') ?? 'received')
  const word = form.get('MessageStatus') ?? (arrived ? null : form.get('SmsStatus'))
  if (word !== null && !(arrived && form.has('Body'))) {
    const code = form.get('ErrorCode') ?? ''
    const addresses = ['From', 'To', 'ChannelPrefix'].map((name) => form.get(name) ?? '')
    const told = {
      sid,
      word,
      errorCode: /^\d{1,6}$/.test(code) ? Number(code) : null,
      words: form.get('ErrorMessage') ?? form.get('ChannelStatusMessage') ?? undefined,
      reference: referenceOf(received.headers['homing-query']),
      service: form.has('From') ? serviceOf(sid, addresses, line) : undefined,
    }
    return [statusEvent({ ...told, at, now: now() })]
  }
  if (!form.has('From')) throw new Invalid('unreadable_delivery', 'This is no message or status.')
  return [replyEvent(form, sid, line, at)]
}

/** The address to which statuses come names the message. */
function referenceOf(query = ''): string | undefined {
  return new URLSearchParams(query).get('reference') ?? undefined
}
