import { Permanent, Temporary } from '../../errors.ts'
import type { VendorAnswer } from '../call-vendor.ts'
import { peek, peekText } from '../peek.ts'
import { retryAfter } from '../retry-after.ts'
import { metaWords } from './meta-words.ts'
import { refusal } from './refusals.ts'

/** What a refusal of Meta's means, to be thrown. */
export function graphError({ status, headers, json }: VendorAnswer, now: Date): Temporary | Permanent {
  const said = Number(peekText(json, 'error', 'code') ?? Number.NaN)
  const { code, detail, blame, later, wait } = refusal(Number.isInteger(said) ? said : null, status)
  const words = metaWords(peek(json, 'error'))
  const sentence = words === undefined ? detail : `${detail} Meta says: ${words}`
  if (!later && status !== 429) return new Permanent(code, sentence, { blame })
  return new Temporary(later ? code : 'provider_throttled', sentence, { retryAfter: retryAfter(headers, now) ?? wait })
}
