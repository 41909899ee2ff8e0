import { cutText } from '../../../contract/cut-text.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { membersOf } from '../members.ts'
import { retryAfter } from '../retry-after.ts'

/** Seconds: what asks for more is not believed. */
const mostSeconds = 10_000_000

/** What Chert says went wrong. `retryable` is undefined and the code null where it says nothing that can be read. */
export interface ChertProblem {
  code: number | null
  said: string
  retryable: boolean | undefined
  /** Milliseconds. */
  retryAfter: number | undefined
}

/** What an answer says: in an envelope, or as POST /send says it, without. */
export function chertProblem({ headers, json }: VendorAnswer, now: Date): ChertProblem {
  const answer = membersOf(json)
  const enveloped = answer.within('error')
  const problem = enveloped.number('code') === undefined ? answer : enveloped
  const message = problem.text('message')
  const seconds = problem.number('retry_after')
  const isLater = seconds !== undefined && seconds >= 0 && seconds <= mostSeconds
  return {
    code: problem.number('code') ?? null,
    said: message ? ` Chert says: ${cutText(message, 300)}` : '',
    retryable: problem.flag('retryable'),
    retryAfter: isLater ? seconds * 1000 : retryAfter(headers, now),
  }
}
