import { cutText } from '../../../contract/cut-text.ts'
import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import { peekText } from '../peek.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { retryAfter } from '../retry-after.ts'
import { serviceWindow } from '../service-window.ts'
import { account } from './account.ts'
import { channelAddress } from './channel-address.ts'
import { refusal } from './refusals.ts'
import type { TwilioSettings } from './settings.ts'
import { untilTomorrow } from './until-tomorrow.ts'

type Template = NonNullable<Outgoing['template']>

/** Of all files of a message together. Source: Twilio's page on media messages. */
const mostBytes = 5_000_000

/** Creates one message. Twilio has no idempotency here, so whatever leaves doubt is `unknown` and never `Temporary`. */
export async function send(
  message: Outgoing,
  line: Line<TwilioSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const { url, authorization } = account(line)
  const answer = await callVendor(
    'Twilio',
    url('/Messages.json'),
    {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form(message, line, context.now()).toString(),
    },
    context,
  )
  return 'doubt' in answer ? { outcome: 'unknown', reason: answer.doubt } : outcomeOf(answer, context.now())
}

function form(message: Outgoing, line: Line<TwilioSettings>, now: Date): URLSearchParams {
  const { template, attachments = [] } = message
  const { messagingServiceSid, rcsSender } = line.settings
  // Who wrote by RCS is answered by it, and by SMS from the line where that fails.
  const byRcs = line.channel === 'sms' && message.service === 'RCS' && messagingServiceSid !== undefined && rcsSender
  const fields = new URLSearchParams({
    To: channelAddress(message.to, line.channel),
    From: byRcs || channelAddress(line.address, line.channel),
    ...(byRcs ? { FallbackFrom: line.address } : {}),
    // Statuses come back to this address, so they name the message even where the answer to this request is lost.
    StatusCallback: `${line.callbackUrl}?reference=${encodeURIComponent(message.reference)}`,
  })
  // With both, the service sends from the line and from no other number of its pool.
  if (messagingServiceSid !== undefined) fields.set('MessagingServiceSid', messagingServiceSid)
  if (line.channel === 'whatsapp') {
    const window = serviceWindow(message, now)
    if (window !== 'open' && template !== undefined) return withTemplate(fields, template)
    if (window === 'closed') throw windowClosed()
    if (attachments.length > 1) {
      throw new Permanent('too_many_attachments', 'WhatsApp carries one attachment a message.')
    }
  }
  if (attachments.reduce((sum, { content }) => sum + content.length, 0) > mostBytes) {
    throw new Permanent('attachment_too_large', 'Twilio carries 5 MB of files with a message, all of them together.')
  }
  if (message.body !== '' || attachments.length === 0) fields.set('Body', message.body)
  for (const { url } of attachments) fields.append('MediaUrl', url)
  return fields
}

/** Twilio names templates by their Content SID and numbers their parameters. */
function withTemplate(fields: URLSearchParams, { name, parameters }: Template): URLSearchParams {
  if (!/^HX[0-9a-fA-F]{32}$/.test(name)) {
    throw new Permanent('template_refused', 'A Twilio template is named by its Content SID, which begins with HX.')
  }
  fields.set('ContentSid', name)
  const variables = Object.fromEntries(parameters.map((value, index) => [String(index + 1), value]))
  if (parameters.length > 0) fields.set('ContentVariables', JSON.stringify(variables))
  return fields
}

function windowClosed(): Permanent {
  const { code, detail } = refusal(63016)
  return new Permanent(code, detail)
}

function outcomeOf(answer: VendorAnswer, now: Date): SendOutcome {
  const { status, headers, json } = answer
  if (leavesDoubt(answer)) return { outcome: 'unknown', reason: answerWords('Twilio', status) }
  if (status >= 200 && status < 300) {
    const sid = peekText(json, 'sid') ?? ''
    if (!/^[A-Z]{2}[0-9a-fA-F]{32}$/.test(sid)) {
      return { outcome: 'unknown', reason: `Twilio's answer (${status}) cannot be read` }
    }
    return { outcome: 'accepted', providerId: sid, status: peekText(json, 'status') === 'sent' ? 'sent' : 'sending' }
  }
  const said = Number(peekText(json, 'code') ?? Number.NaN)
  const known = Number.isInteger(said) ? said : status === 429 ? 20429 : null
  const { code, detail, blame, later, wait } = refusal(known, status)
  const vendor = cutText(peekText(json, 'message') ?? '', 300) || undefined
  const words = vendor === undefined ? detail : `${detail} Twilio says: ${vendor}`
  if (!later && status !== 429) throw new Permanent(code, words, { blame })
  const until = wait === 'tomorrow' ? untilTomorrow(now, now) : (wait ?? undefined)
  throw new Temporary(later ? code : 'provider_throttled', words, { retryAfter: retryAfter(headers, now) ?? until })
}
