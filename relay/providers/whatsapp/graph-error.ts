import { Compile } from 'typebox/compile'
import { Type } from 'typebox'
import { Permanent, Temporary } from '../../errors.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { retryAfter } from '../retry-after.ts'
import { refusal } from './refusals.ts'

const errors = Compile(
  Type.Object({
    error: Type.Object({
      code: Type.Integer(),
      message: Type.Optional(Type.String()),
      error_data: Type.Optional(Type.Object({ details: Type.Optional(Type.String()) })),
    }),
  }),
)

/** What a refusal of Meta's means, to be thrown. */
export function graphError({ status, headers, json }: VendorAnswer, now: Date): Temporary | Permanent {
  const said = errors.Check(json) ? json.error : null
  const { code, detail, blame, later, wait } = refusal(said?.code ?? null, status)
  const words = said?.error_data?.details ?? said?.message
  const sentence = words === undefined ? detail : `${detail} Meta says: ${words.slice(0, 300)}`
  if (!later && status !== 429) return new Permanent(code, sentence, { blame })
  return new Temporary(later ? code : 'provider_throttled', sentence, { retryAfter: retryAfter(headers, now) ?? wait })
}
