import { Invalid } from '../../errors.ts'
import type { Line, ProviderEvent, ReceivedAttachment } from '../provider.ts'
import { reactionOrReply } from '../reaction-or-reply.ts'
import { bareAddress } from './channel-address.ts'
import { filesOfTypes } from './files-of-types.ts'
import { inboundWords } from './inbound-words.ts'
import { isLine } from './is-line.ts'
import { serviceOf } from './service-of.ts'
import type { TwilioSettings } from './settings.ts'

const consents = { STOP: 'opted_out', START: 'opted_in' } as const

/** A person's message, or a sign beside one, as a webhook brings it. */
export function replyEvent(form: URLSearchParams, sid: string, line: Line<TwilioSettings>, at: Date): ProviderEvent {
  const part = (name: string) => form.get(name)?.trim() || undefined
  const from = bareAddress(form.get('From') ?? '')
  if (from === '') throw new Invalid('unreadable_delivery', 'The message does not say who wrote it.')
  if (from === line.address) return { kind: 'ignored', reason: 'an echo of our own message' }
  const to = form.get('To') ?? ''
  if (to !== '' && !isLine(to, part('MessagingServiceSid'), line)) {
    return { kind: 'ignored', reason: 'a message to another number of the account' }
  }
  const answered = part('OriginalRepliedMessageSid')
  if (part('MessageType')?.toLowerCase() === 'reaction' && answered !== undefined) {
    const reaction = part('Body') ?? null
    const body = reaction === null ? 'Took a reaction back.' : `Reacted ${reaction}`
    return { kind: 'reaction', providerId: sid, from, to: { providerId: answered }, reaction, body, at }
  }
  const attachments = filesOf(form)
  const { body, typed } = inboundWords(form, attachments.length > 0)
  const optOut = form.get('OptOutType') ?? ''
  const alias = part('ExternalUserId')
  const service = serviceOf(sid, [form.get('From') ?? '', to], line)
  const reply: Extract<ProviderEvent, { kind: 'reply' }> = {
    kind: 'reply',
    providerId: sid,
    from,
    ...(alias === undefined || alias === from ? {} : { alias }),
    body,
    ...(typed ? {} : { made: true as const }),
    ...(service === undefined ? {} : { service }),
    subject: null,
    at,
    ...(answered === undefined ? {} : { answers: [answered] }),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(optOut === 'STOP' || optOut === 'START' ? { consent: consents[optOut] } : {}),
  }
  return reactionOrReply(reply)
}

/** Twilio shows media to whoever brings the account's credentials; only a few accounts have them open to all. */
function filesOf(form: URLSearchParams): ReceivedAttachment[] {
  const count = Math.max(0, Math.min(Number(form.get('NumMedia')) || 0, 10))
  return filesOfTypes(Array.from({ length: count }, (_, index) => form.get(`MediaContentType${index}`) ?? ''))
}
