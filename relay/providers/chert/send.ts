import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import { membersOf } from '../members.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { chertProblem } from './chert-problem.ts'
import { chertRequest } from './chert-request.ts'
import { refusal, surelyNotSent } from './refusals.ts'
import type { ChertSettings } from './settings.ts'

/** Sends over the line itself, under the reference as idempotency key, so that repeating it never sends twice. */
export async function send(
  message: Outgoing,
  line: Line<ChertSettings>,
  context: ProviderContext,
): Promise<SendOutcome> {
  const body = {
    phone: message.to,
    body: message.body,
    idempotency_key: message.reference,
    // Without it Chert picks a line of its own choice.
    phone_line_id: line.settings.phoneLineId,
  }
  const { url, request } = chertRequest('/send', line, { body })
  const answer = await callVendor('Chert', url, request, context)
  return 'doubt' in answer ? { outcome: 'unknown', reason: answer.doubt } : outcomeOf(answer, context.now())
}

function outcomeOf(answer: VendorAnswer, now: Date): SendOutcome {
  const { status, json } = answer
  const taken = membersOf(json)
  const providerId = taken.text('message_id')
  if (status < 300 && taken.text('status') === 'sent' && providerId !== undefined) {
    return { outcome: 'accepted', providerId, status: 'sent' }
  }
  const { code, said, retryable, retryAfter } = chertProblem(answer, now)
  if (status < 300 && code === null) return { outcome: 'unknown', reason: `Chert's answer (${status}) cannot be read` }
  const meant = refusal(code, status)
  if (retryable === false) throw new Permanent(meant.code, `${meant.detail}${said}`, { blame: meant.blame })
  if (status === 429 || (code !== null && surelyNotSent.has(code)) || (retryable === true && status < 500)) {
    throw new Temporary(meant.code, `${meant.detail}${said}`, { retryAfter })
  }
  // What its own code says is known; an answer without one may come from an edge in front of Chert.
  if (status >= 500 || (code === null && leavesDoubt(answer))) {
    return { outcome: 'unknown', reason: answerWords('Chert', status) }
  }
  throw new Permanent(meant.code, `${meant.detail}${said}`, { blame: meant.blame })
}
