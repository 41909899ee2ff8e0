import { Permanent } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import { membersOf, type Members } from '../members.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { batchId } from './batch-id.ts'
import { refusalError } from './refusal-error.ts'
import { failure, meaningOf, noIMessage } from './refusals.ts'
import { saidIn } from './said-in.ts'
import type { TucoSettings } from './settings.ts'
import { throwRefusal } from './throw-refusal.ts'
import { tucoRequest } from './tuco-request.ts'

/** Words for a message that is on its way; any other is judged by what it says. */
const underWay = /^(queued|pending|sending|scheduled|accepted)$/i

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
  if (leavesDoubt(answer)) return { outcome: 'unknown', reason: answerWords('Tuco', status) }
  if (status < 200 || status >= 300) return throwRefusal(answer, now)
  const taken = membersOf(json)
  if (taken.flag('skipped') === true) {
    throw new Permanent(
      'duplicate_suppressed',
      'Tuco sent the same words to this person less than a minute ago and left this message out.',
    )
  }
  const message = taken.within('message')
  const providerId = message.text('_id')
  if (providerId === undefined) return { outcome: 'unknown', reason: `Tuco's answer (${status}) cannot be read` }
  return { outcome: 'accepted', providerId, status: statusOf(taken, message) }
}

function statusOf(taken: Members, message: Members): 'sending' | 'sent' | 'delivered' {
  const status = saidIn([taken, message], 'status') ?? 'pending'
  if (status === 'sent' || status === 'delivered') return status
  if (status === 'fallback') throw refusalError(noIMessage, '')
  const said = saidIn([taken, message], 'error', 'errorMessage', 'reason') ?? ''
  if (status === 'failed') throw refusalError(failure(said), said)
  // A word nobody knows is neither good news nor bad; what is told later of the message decides.
  const meant = underWay.test(status) ? undefined : meaningOf(`${status} ${said}`)
  if (meant) throw refusalError(meant, said)
  return 'sending'
}
