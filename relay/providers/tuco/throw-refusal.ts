import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { retryAfter } from '../retry-after.ts'
import { refusal } from './refusals.ts'

const problem = Compile(
  Type.Object({
    error: Type.Optional(Type.String()),
    // Availability words its refusals so.
    reason: Type.Optional(Type.String()),
    code: Type.Optional(Type.String()),
  }),
)

/** Throws what an answer that is no success means: `Temporary` or `Permanent`, in words of ours and of Tuco's. */
export function throwRefusal({ status, headers, json }: VendorAnswer, now: Date): never {
  const answer = problem.Check(json) ? json : {}
  const said = (answer.error ?? answer.reason ?? '').slice(0, 300)
  if (status === 429) {
    throw new Temporary('provider_throttled', `Tuco takes no more requests right now. ${said}`.trim(), {
      retryAfter: retryAfter(headers, now),
    })
  }
  if (status >= 500) throw new Temporary('provider_failed', answerWords('Tuco', status))
  const { code, detail, blame } = refusal(answer.code, said, status)
  throw new Permanent(code, said === '' ? detail : `${detail} Tuco says: ${said}`, { blame })
}
