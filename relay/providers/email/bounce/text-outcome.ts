import { hasDelayWords } from './delay-words.ts'
import { failureWords } from './failure-words.ts'
import type { Outcome } from './report-outcome.ts'

/** A reply of a mail server that refuses for good, as reports quote it: its code, then a dash, a space or a further code. */
const refusal = /(?:^|[\s:;("'<[])5[0-7]\d(?:[ -](?=\s*\S)|$)|(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])/m
/** More than any report says before it returns the message. */
const looked = 20_000

/**
 * What a report without fields says in its words: null where it says nothing of a delivery, `unsure` where it says two
 * things at once. A code makes it `certain`: words alone are also in notes of absence.
 */
export function textOutcome(said: string, subject: string): { outcome: Outcome; certain: boolean } | null {
  const text = `${subject}\n${said}`.slice(0, looked).replace(/\s+/g, ' ').toLowerCase()
  const isLate = hasDelayWords(text)
  const failure = failureWords(text)
  const isRefused = refusal.test(said.slice(0, looked))
  if (isLate) return { outcome: failure === 'final' ? 'unsure' : 'delayed', certain: isRefused }
  if (failure === null && !isRefused) return null
  // After days of trying it may be the last word all the same.
  if (failure !== 'final' && !isRefused && /\btemporar(?:y|ily)\b/.test(text))
    return { outcome: 'unsure', certain: false }
  return { outcome: 'failed', certain: isRefused && failure !== null }
}
