import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { retryAfter } from '../retry-after.ts'
import { refusal, type Refusal } from './refusals.ts'

const envelope = Compile(
  Type.Object({ error: Type.Object({ code: Type.Integer(), message: Type.Optional(Type.String()) }) }),
)

/** The code of Linq's error envelope; null where the answer is none. */
export function errorCode({ json }: VendorAnswer): number | null {
  return envelope.Check(json) ? json.error.code : null
}

/** Throws what an answer that is no success means: `Temporary` or `Permanent`, in words of ours and of Linq's. */
export function throwRefusal(answer: VendorAnswer, now: Date, meant?: Refusal): never {
  const { status, headers, json } = answer
  const { code, detail, blame, later } = meant ?? refusal(errorCode(answer), status)
  const said = envelope.Check(json) ? json.error.message : undefined
  const words = [detail, said && `Linq says: ${said.slice(0, 300)}`].filter(Boolean).join(' ')
  if (later || status === 429) throw new Temporary(code, words, { retryAfter: retryAfter(headers, now) })
  if (status >= 500) throw new Temporary('provider_failed', answerWords('Linq', status))
  throw new Permanent(code, words, { blame })
}
