import { Permanent, Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import { membersOf } from '../members.ts'
import { retryAfter } from '../retry-after.ts'
import { conflicts, meaningOf, type Refusal } from './refusals.ts'

/** The code of Linq's error envelope; null where the answer is none. */
export function errorCode({ json }: VendorAnswer): number | null {
  return membersOf(json).within('error').number('code') ?? null
}

/** Whether an answer says neither yes nor no: a conflict that Linq documents says no. */
export function isUnclear(answer: VendorAnswer): boolean {
  return leavesDoubt(answer, conflicts.has(errorCode(answer) ?? 0) ? [409] : [])
}

/** Throws what an answer that is no success means: `Temporary` or `Permanent`, in words of ours and of Linq's. */
export function throwRefusal(answer: VendorAnswer, now: Date, meant?: Refusal): never {
  const { status, headers, json } = answer
  if (isUnclear(answer)) throw new Temporary('provider_failed', answerWords('Linq', status))
  const error = membersOf(json).within('error')
  const { code, detail, blame, later } = meant ?? meaningOf(errorCode(answer), status, error.text('message'))
  const seconds = error.number('retry_after')
  const wait =
    retryAfter(headers, now) ?? (seconds === undefined || seconds < 0 ? undefined : Math.min(seconds, 86_400) * 1000)
  if (later || status === 429) throw new Temporary(code, detail, { retryAfter: wait })
  throw new Permanent(code, detail, { blame })
}
