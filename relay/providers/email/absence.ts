import { absenceWords } from './absence-words.ts'

const known = new Set(absenceWords.map(letters))
/** What answers and mails that are passed on begin with, in any language: a short word or two, as RE, AW, Antw, 回复. */
const answer = /^\p{L}{1,5}\d{0,3}$/u

/**
 * Whether a subject is that of a note of absence: "Automatic reply: Offer", in many languages. `suppressed` says that the
 * mail asks for no automatic answers to it, as Exchange's notes do; then it also tells one by its structure, in languages
 * nobody has listed: words that are no RE put before the subject of the mail that is answered.
 */
export function isAbsence(subject: string, suppressed: boolean, answers: boolean): boolean {
  const text = subject.trim().replace(/^(?:\[[^\]]{0,60}\]\s*)+/u, '')
  const [, before = text, after = ''] = /^([^:：]{1,80})[:：](.*)$/su.exec(text) ?? []
  if (known.has(letters(before))) return true
  // "Automatic reply - Offer", "Out of Office Re: Offer", and a responder that signs with a name.
  const start = /^(.{3,60}?)\s*(?:[-–—|(,;!.]|\bre\b)/iu.exec(text)?.[1]
  if (start && known.has(letters(start))) return true
  // "Out of office until Monday: Offer", "Automatic reply from Jo: Offer".
  if (answers && after && [...known].some((words) => words.length >= 9 && letters(before).startsWith(words)))
    return true
  if (!suppressed || !answers || after.trim() === '') return false
  return before.trim().split(/\s+/u).length <= 4 && !answer.test(letters(before)) && !/\p{Nd}/u.test(before)
}

function letters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}
