import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Permanent } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { batchId } from './batch-id.ts'
import { failure, noIMessage } from './refusals.ts'
import type { TucoSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'
import { tucoRequest } from './tuco-request.ts'

const text = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Taken = Type.Object({
  status: Type.Optional(Type.String()),
  error: text,
  reason: text,
  message: Type.Object({
    _id: Type.String({ minLength: 1 }),
    status: Type.Optional(Type.String()),
    errorMessage: text,
  }),
})
const taken = Compile(Taken)
const leftOut = Compile(Type.Object({ skipped: Type.Literal(true) }))

/**
 * Hands one message to Tuco for one of its lines. It knows no idempotency that it documents, so whatever leaves doubt is
 * `unknown`. Its caps and windows never refuse: the message waits there, and counts as sending.
 */
export async function send(
  message: Outgoing,
  line: Line<TucoSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const attachments = message.attachments ?? []
  const body = {
    message: message.body,
    messageType: line.channel === 'sms' ? 'sms' : 'imessage',
    fromLineId: line.settings.lineId,
    ...(message.to.includes('@') ? { recipientEmail: message.to } : { recipientPhone: message.to }),
    batchId: batchId(message.reference, line),
    ...(attachments.length === 0
      ? {}
      : { attachmentUrls: attachments.map(({ url }) => url), attachmentNames: attachments.map(({ name }) => name) }),
  }
  const { url, request } = tucoRequest('/api/messages', line, { body })
  const answer = await callVendor('Tuco', url, request, context)
  return 'doubt' in answer ? { outcome: 'unknown', reason: answer.doubt } : outcomeOf(answer, context.now())
}

function outcomeOf(answer: VendorAnswer, now: Date): SendOutcome {
  const { status, json } = answer
  if (status >= 500 || status === 408) return { outcome: 'unknown', reason: answerWords('Tuco', status) }
  if (status < 200 || status >= 300) return throwRefusal(answer, now)
  if (leftOut.Check(json)) {
    throw new Permanent(
      'duplicate_suppressed',
      'Tuco sent the same words to this person less than a minute ago and left this message out.',
    )
  }
  if (!taken.Check(json)) return { outcome: 'unknown', reason: `Tuco's answer (${status}) cannot be read` }
  return { outcome: 'accepted', providerId: json.message._id, status: statusOf(json) }
}

function statusOf({ status, error, reason, message }: Static<typeof Taken>): 'sending' | 'sent' | 'delivered' {
  switch (status ?? message.status) {
    case 'fallback':
      throw new Permanent(noIMessage.code, noIMessage.detail, { blame: noIMessage.blame })
    case 'failed': {
      const said = error ?? message.errorMessage ?? reason ?? ''
      const { code, detail, blame } = failure(said)
      throw new Permanent(code, said === '' ? detail : `${detail} Tuco says: ${said.slice(0, 300)}`, { blame })
    }
    case 'sent':
      return 'sent'
    case 'delivered':
      return 'delivered'
    default:
      return 'sending'
  }
}
