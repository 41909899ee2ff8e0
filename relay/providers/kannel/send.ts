import { Permanent, Temporary } from '../../errors.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { retryAfter } from '../retry-after.ts'
import { codingOf } from './coding.ts'
import { refusalOf } from './refusals.ts'
import { sendsmsRequest } from './sendsms-request.ts'
import type { KannelSettings } from './settings.ts'

/** Delivered, undeliverable, queued at the SMSC, taken by the SMSC, refused by the SMSC. */
const everyReport = 1 + 2 + 4 + 8 + 16

/**
 * Hands one message to Kannel, which answers once it has stored it. Kannel names nothing in its answer and knows no
 * idempotency: the reference travels in the address for reports and is the message's only name on both sides.
 */
export async function send(
  message: Outgoing,
  line: Line<KannelSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  // A blank would part it into several receivers.
  if (!/^\+?\d{1,20}$/.test(message.to)) {
    throw new Permanent('recipient_unusable', `${message.to} is no phone number.`, { blame: 'address' })
  }
  const { smsc, maxMessages = 10 } = line.settings
  const { coding, parts } = codingOf(message.body)
  if (parts > maxMessages) {
    const why = coding === 2 ? ' because of characters outside the GSM alphabet, such as emoji' : ''
    throw new Permanent(
      'message_too_long',
      `The message takes ${parts} SMS${why}; this line sends at most ${maxMessages} and would cut it off. Shorten it.`,
    )
  }
  const fields = {
    'x-kannel-from': line.address,
    'x-kannel-to': message.to,
    'x-kannel-coding': String(coding),
    'x-kannel-dlr-mask': String(everyReport),
    'x-kannel-dlr-url': reportUrl(message.reference, line),
    ...(smsc === undefined ? {} : { 'x-kannel-smsc': smsc }),
  }
  const { url, request } = sendsmsRequest(line, fields, message.body)
  const answer = await callVendor('Kannel', url, request, context)
  if ('doubt' in answer) return { outcome: 'unknown', reason: answer.doubt }
  return outcomeOf(answer, message.reference, context.now())
}

/** Where Kannel reports: it fills in what begins with a percent sign, so our own ones are doubled. */
function reportUrl(reference: string, line: Line<KannelSettings>): string {
  const ours = `${line.callbackUrl}/${line.settings.webhookToken}?kind=status&reference=${encodeURIComponent(reference)}`
  return `${ours.replaceAll('%', '%%')}&status=%d&at=%T&answer=%A`
}

function outcomeOf({ status, headers, text }: VendorAnswer, reference: string, now: Date): SendOutcome {
  // “Sent.” is what it says with immediate-sendsms-reply.
  if ((status === 200 || status === 202) && /^(0: |3: |Sent\.)/.test(text)) {
    return { outcome: 'accepted', providerId: reference, status: 'sending' }
  }
  if (status === 429) {
    throw new Temporary('provider_throttled', 'Kannel, or what stands before it, takes no more messages right now.', {
      retryAfter: retryAfter(headers, now),
    })
  }
  const refusal = refusalOf(status, text)
  if (!refusal) return { outcome: 'unknown', reason: `Kannel's answer (${status}) says neither yes nor no` }
  if (refusal.fate === 'later') throw new Temporary(refusal.code, refusal.detail)
  throw new Permanent(refusal.code, refusal.detail, { blame: refusal.blame })
}
