import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { VendorAnswer } from '../call-vendor.ts'
import { retryAfter } from '../retry-after.ts'

const Problem = Type.Object({
  code: Type.Integer(),
  message: Type.Optional(Type.String()),
  retryable: Type.Optional(Type.Boolean()),
  retry_after: Type.Optional(Type.Number({ minimum: 0, maximum: 10_000_000 })),
})
const enveloped = Compile(Type.Object({ error: Problem }))
// POST /send says the same without the envelope.
const flat = Compile(Problem)

/** What Chert says went wrong. `retryable` is undefined and the code null where it says nothing that can be read. */
export interface ChertProblem {
  code: number | null
  said: string
  retryable: boolean | undefined
  /** Milliseconds. */
  retryAfter: number | undefined
}

export function chertProblem({ headers, json }: VendorAnswer, now: Date): ChertProblem {
  const problem: Static<typeof Problem> | undefined = enveloped.Check(json)
    ? json.error
    : flat.Check(json)
      ? json
      : undefined
  const seconds = problem?.retry_after
  return {
    code: problem?.code ?? null,
    said: problem?.message ? ` Chert says: ${problem.message.slice(0, 300)}` : '',
    retryable: problem?.retryable,
    retryAfter: seconds === undefined ? retryAfter(headers, now) : seconds * 1000,
  }
}
