import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import { callVendor, type VendorAnswer } from '../call-vendor.ts'
import type { Line, Outgoing, ProviderContext, SendOutcome } from '../provider.ts'
import { chertProblem } from './chert-problem.ts'
import { chertRequest } from './chert-request.ts'
import { refusal, surelyNotSent } from './refusals.ts'
import type { ChertSettings } from './settings.ts'

const taken = Compile(Type.Object({ status: Type.Literal('sent'), message_id: Type.String({ minLength: 1 }) }))

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
  if (status < 400 && taken.Check(json)) return { outcome: 'accepted', providerId: json.message_id, status: 'sent' }
  const { code, said, retryable, retryAfter } = chertProblem(answer, now)
  if (status < 400 && code === null) return { outcome: 'unknown', reason: `Chert's answer (${status}) cannot be read` }
  const meant = refusal(code, status)
  if (retryable === false) throw new Permanent(meant.code, `${meant.detail}${said}`, { blame: meant.blame })
  if (status === 429 || (code !== null && surelyNotSent.has(code)) || (retryable === true && status < 500)) {
    throw new Temporary(meant.code, `${meant.detail}${said}`, { retryAfter })
  }
  if (status >= 500 || status === 408) return { outcome: 'unknown', reason: answerWords('Chert', status) }
  throw new Permanent(meant.code, `${meant.detail}${said}`, { blame: meant.blame })
}
