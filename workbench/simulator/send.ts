import { Compile } from 'typebox/compile'
import { PhoneMessage, PhoneProblem, type PhoneSend } from '../phone-network/phone-wire.ts'
import { Permanent, Temporary, type Blame } from '../../relay/errors.ts'
import { answerWords } from '../../relay/providers/answer-words.ts'
import { callVendor, type VendorAnswer } from '../../relay/providers/call-vendor.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../../relay/providers/provider.ts'
import { retryAfter } from '../../relay/providers/retry-after.ts'
import { vendorUrl } from '../../relay/providers/vendor-url.ts'
import type { SimulatorSettings } from './settings.ts'

const taken = Compile(PhoneMessage)
const refused = Compile(PhoneProblem)

/** The network's refusals in our words; whatever it may say besides is `refused`. */
const refusals: Record<string, { code: string; detail: string; blame?: Blame }> = {
  unauthorized: {
    code: 'provider_key_refused',
    detail: 'The phone network does not accept the key of this line.',
    blame: 'line',
  },
  recipient_blocked: {
    code: 'recipient_refused',
    detail: 'The phone network does not send to this address.',
    blame: 'address',
  },
  recipient_without_channel: {
    code: 'recipient_unreachable',
    detail: 'This address cannot get this channel.',
    blame: 'address',
  },
  invalid_message: { code: 'message_refused', detail: 'The phone network cannot read this message.' },
}

/** Posts one message. The network has no idempotency, so whatever leaves doubt is `unknown` and never `Temporary`. */
export async function send(
  message: Outgoing,
  line: Line<SimulatorSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const posted: PhoneSend = {
    from: line.address,
    to: message.to,
    body: message.body,
    channel: line.channel,
    reference: message.reference,
    callbackUrl: line.callbackUrl,
    ...(message.subject === null ? {} : { subject: message.subject }),
  }
  const request = {
    method: 'POST',
    headers: { authorization: `Bearer ${line.settings.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(posted),
  }
  const answer = await callVendor('The phone network', vendorUrl(line.settings.url, '/messages'), request, context)
  return 'doubt' in answer ? { outcome: 'unknown', reason: answer.doubt } : outcomeOf(answer, context.now())
}

function outcomeOf({ status, headers, json }: VendorAnswer, now: Date): SendOutcome {
  if (status === 429) {
    throw new Temporary('provider_throttled', 'The phone network takes no more messages right now.', {
      retryAfter: retryAfter(headers, now),
    })
  }
  if (status >= 500) return { outcome: 'unknown', reason: answerWords('The phone network', status) }
  if (status === 201 && taken.Check(json)) {
    return { outcome: 'accepted', providerId: json.id, status: 'sent' }
  }
  if (status < 300) return { outcome: 'unknown', reason: `the phone network's answer (${status}) cannot be read` }
  const said = refused.Check(json) ? json : { code: '', message: '' }
  const refusal: { code: string; detail: string; blame?: Blame } = refusals[said.code] ?? {
    code: 'refused',
    detail: `The phone network refused with ${status}.`,
  }
  const { code, detail, blame = 'message' } = refusal
  throw new Permanent(code, [detail, said.message].filter(Boolean).join(' '), { blame })
}
