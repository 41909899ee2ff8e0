import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent, Received, ReceivedAttachment } from '../provider.ts'
import { bareAddress } from './channel-address.ts'
import { readHistory } from './read-history.ts'
import type { TwilioSettings } from './settings.ts'
import { statusEvent } from './status-event.ts'

const consents = { STOP: 'opted_out', START: 'opted_in' } as const

/**
 * One webhook, or one item of the history, in our words. Twilio's webhooks do not say when something happened; the
 * header `homing-received`, where the relay's door adds one, says when it arrived.
 */
export async function read(
  received: Received,
  line: Line<TwilioSettings>,
  now: () => Date = () => new Date(),
): Promise<ProviderEvent[]> {
  if (received.origin === 'history') return [readHistory(received.body, line)]
  const form = new URLSearchParams(Buffer.from(received.body).toString('utf8'))
  const sid = form.get('MessageSid') ?? ''
  if (!/^(SM|MM)[0-9a-fA-F]{32}$/.test(sid)) throw new Invalid('unreadable_delivery', 'This is no webhook of Twilio.')
  const stamped = new Date(received.headers['homing-received'] ?? '')
  const at = Number.isNaN(stamped.getTime()) ? now() : stamped
  const word = form.get('MessageStatus')
  if (word !== null && !form.has('Body')) {
    const errorCode = /^\d{1,6}$/.test(form.get('ErrorCode') ?? '') ? Number(form.get('ErrorCode')) : null
    return [statusEvent({ sid, word, errorCode, reference: referenceOf(received.headers['homing-query']), at })]
  }
  if (form.get('SmsStatus') !== 'received') throw new Invalid('unreadable_delivery', 'This is no message or status.')
  return [reply(form, sid, line, at)]
}

/** The address to which statuses come names the message. */
function referenceOf(query = ''): string | undefined {
  return new URLSearchParams(query).get('reference') ?? undefined
}

function reply(form: URLSearchParams, sid: string, line: Line<TwilioSettings>, at: Date): ProviderEvent {
  const from = bareAddress(form.get('From') ?? '')
  if (from === line.address) return { kind: 'ignored', reason: 'an echo of our own message' }
  if (from === '') throw new Invalid('unreadable_delivery', 'The message does not say who wrote it.')
  if (!meantFor(form, line)) return { kind: 'ignored', reason: 'a message to another number of the account' }
  if (form.get('MessageType') === 'reaction') return { kind: 'ignored', reason: 'a reaction' }
  const body = form.get('Body') ?? ''
  const attachments = attachmentsOf(form)
  const optOut = form.get('OptOutType') ?? ''
  return {
    kind: 'reply',
    providerId: sid,
    from,
    body,
    subject: null,
    at,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(optOut === 'STOP' || optOut === 'START' ? { consent: consents[optOut] } : {}),
  }
}

/** A Messaging Service has one address for webhooks and many senders, and one RCS agent before them all. */
function meantFor(form: URLSearchParams, line: Line<TwilioSettings>): boolean {
  const to = form.get('To') ?? ''
  const { messagingServiceSid } = line.settings
  const ofService = messagingServiceSid !== undefined && form.get('MessagingServiceSid') === messagingServiceSid
  return bareAddress(to) === line.address || (ofService && to.startsWith('rcs:'))
}

/** Twilio shows media to whoever brings the account's credentials; only a few accounts have them open to all. */
function attachmentsOf(form: URLSearchParams): ReceivedAttachment[] {
  const count = Math.max(0, Math.min(Number(form.get('NumMedia')) || 0, 10))
  return Array.from({ length: count }, (_, index) => ({
    url: null,
    contentType: form.get(`MediaContentType${index}`) ?? 'application/octet-stream',
    name: `attachment-${index + 1}`,
  }))
}
