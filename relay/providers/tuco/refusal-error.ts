import { cutText } from '../../../contract/cut-text.ts'
import { Permanent, Temporary } from '../../errors.ts'
import type { Refusal } from './refusals.ts'

/** A refusal as the error that says what becomes of the message, in words of ours and of Tuco's. */
export function refusalError({ code, detail, blame, notNow }: Refusal, said: string): Permanent | Temporary {
  const words = said === '' ? detail : `${detail} Tuco says: ${cutText(said, 300)}`
  if (notNow) return new Temporary(code, words, { retryAfter: notNow.after ?? undefined })
  return new Permanent(code, words, { blame })
}
