import { cutText } from '../../../contract/cut-text.ts'
import { Temporary } from '../../errors.ts'
import { answerWords } from '../answer-words.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { leavesDoubt } from '../leaves-doubt.ts'
import { membersOf } from '../members.ts'
import { retryAfter } from '../retry-after.ts'
import { refusalError } from './refusal-error.ts'
import { refusal } from './refusals.ts'

/** Throws what an answer that is no success means: `Temporary` or `Permanent`, in words of ours and of Tuco's. */
export function throwRefusal(vendorAnswer: VendorAnswer, now: Date): never {
  const { status, headers, json } = vendorAnswer
  const answer = membersOf(json)
  // Availability words its refusals as a reason.
  const said = cutText(answer.text('error', 'reason', 'message') ?? '', 300)
  if (status === 429) {
    throw new Temporary('provider_throttled', `Tuco takes no more requests right now. ${said}`.trim(), {
      retryAfter: retryAfter(headers, now),
    })
  }
  if (leavesDoubt(vendorAnswer)) throw new Temporary('provider_failed', answerWords('Tuco', status))
  throw refusalError(refusal(answer.text('code'), said, status), said)
}
