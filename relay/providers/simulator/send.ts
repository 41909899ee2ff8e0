import { Compile } from 'typebox/compile'
import { PhoneMessage, PhoneProblem, type PhoneSend } from '../../../contract/phone-network.ts'
import { Permanent, Temporary, type Blame } from '../../errors.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
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

/** These happen before a single byte of the request has left. */
const beforeTheRequest = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Posts one message. The network has no idempotency, so whatever leaves doubt is `unknown` and never `Temporary`. */
export async function send(
  message: Outgoing,
  line: Line<SimulatorSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  if (context.signal.aborted) throw new Temporary('interrupted', 'The call was called off before it began.')
  if (!URL.canParse('/messages', line.settings.url)) {
    throw new Permanent('provider_url_wrong', 'The address of the phone network is no address.')
  }
  const posted: PhoneSend = {
    from: line.address,
    to: message.to,
    body: message.body,
    channel: line.channel,
    reference: message.reference,
    callbackUrl: line.callbackUrl,
    ...(message.subject === null ? {} : { subject: message.subject }),
  }
  let response: Response
  let text: string
  try {
    response = await context.fetch(new URL('/messages', line.settings.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${line.settings.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(posted),
      redirect: 'manual',
      signal: context.signal,
    })
    text = await response.text()
  } catch (cause) {
    const reason = reasonOf(cause)
    if (beforeTheRequest.has(reason)) {
      throw new Temporary('provider_unreachable', 'The phone network cannot be reached.', { cause })
    }
    return { outcome: 'unknown', reason: `no answer from the phone network (${reason})` }
  }
  return outcomeOf(response, text, context.now())
}

function outcomeOf(response: Response, text: string, now: Date): SendOutcome {
  const { status } = response
  if (status === 429) {
    throw new Temporary('provider_throttled', 'The phone network takes no more messages right now.', {
      retryAfter: delayOf(response.headers.get('retry-after'), now),
    })
  }
  if (status >= 500) return { outcome: 'unknown', reason: `the phone network answered ${status}` }
  const answer = parsed(text)
  if (status === 201 && taken.Check(answer)) {
    return { outcome: 'accepted', providerId: answer.id, status: 'sent' }
  }
  if (status < 300) return { outcome: 'unknown', reason: `the phone network's answer (${status}) cannot be read` }
  const said = refused.Check(answer) ? answer : { code: '', message: '' }
  const refusal: { code: string; detail: string; blame?: Blame } = refusals[said.code] ?? {
    code: 'refused',
    detail: `The phone network refused with ${status}.`,
  }
  const { code, detail, blame = 'message' } = refusal
  throw new Permanent(code, [detail, said.message].filter(Boolean).join(' '), { blame })
}

/** Milliseconds asked for by `Retry-After`, which holds seconds or a date. */
function delayOf(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined
  const delay = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime()
  return Number.isNaN(delay) ? undefined : Math.max(0, delay)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The system's name for what went wrong; `fetch` hides it one level down, or two when several addresses were tried. */
function reasonOf(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; depth += 1) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
    if (cause.cause === undefined) return cause.name
    cause = cause.cause
  }
  return 'error'
}
