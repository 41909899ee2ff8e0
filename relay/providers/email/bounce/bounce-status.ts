import { cutText } from '../../../../contract/cut-text.ts'
import type { ProviderEvent } from '../../provider.ts'
import { meaningOf } from '../refusal.ts'
import type { BounceEvidence } from './bounce-evidence.ts'
import type { Returned } from './returned-message.ts'
import { saidAnswer, saidReason } from './said-reason.ts'
import { saidStatus } from './said-status.ts'

/** The message's end, with the reason as the mail system gives it. */
export function bounceStatus(
  status: 'undelivered' | 'delivered',
  about: Returned,
  { report, said }: BounceEvidence,
  at: Date,
): ProviderEvent {
  const message = {
    ...(about.providerId === null ? {} : { providerId: about.providerId }),
    ...(about.reference === null ? {} : { reference: about.reference }),
  }
  if (status === 'delivered') return { kind: 'status', ...message, status, at }
  const fromFields = report?.said ?? ''
  const answer = /^\d*$/.test(fromFields) ? saidAnswer(said) : fromFields
  const { code, words, blame } = meaningHere(saidStatus(answer, report?.status ?? '', said))
  const reason = cutText(answer || saidReason(said), 300)
  const detail = reason ? `${words}: ${reason}` : `${words}.`
  return { kind: 'status', ...message, status, at, error: { code, detail, blame } }
}

/** Some server far away speaks here: what it says of a login is not said of ours, and what it dislikes of the line is one opinion. */
function meaningHere(status: string): ReturnType<typeof meaningOf> {
  const meaning = meaningOf(status)
  if (meaning.code === 'line_login_refused') return meaningOf('5.7.1')
  return meaning.code === 'refused' || meaning.blame === 'line' ? { ...meaning, blame: 'unknown' } : meaning
}
