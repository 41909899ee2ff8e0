import { Unverified } from '../errors.ts'
import type { EarlierLine } from '../providers/earlier-lines.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Line } from '../providers/provider.ts'

/**
 * Lets `prove` try the line as it is, and as it was before its secrets were replaced: `isValid` says whether the time of such a
 * secret is not over. Answers with the line that it was genuine by, and with the secrets before (`outdone`) in whose place only the newest
 * would do. Throws what was said of the line as it is.
 *
 * Every one is tried, whichever was right, so that the time it takes tells little about that.
 */
export async function proveGenuine<Answer>(
  { line, earlier = [] }: LineOfProvider & { earlier?: readonly EarlierLine[] },
  prove: (line: Line) => Answer,
  isValid: (secret: EarlierLine) => Promise<boolean>,
): Promise<{ line: Line; answer: Answer; outdone: EarlierLine[] }> {
  const newest = attempt(() => prove(line))
  const before = earlier.map((one) => ({ ...one, attempt: attempt(() => prove(one.line)) }))
  if ('answer' in newest) {
    const outdone = before.flatMap(({ attempt: tried, ...one }) => ('refusal' in tried ? [one] : []))
    return { line, answer: newest.answer, outdone }
  }
  for (const { attempt: tried, ...one } of before) {
    if ('answer' in tried && (await isValid(one))) return { line: one.line, answer: tried.answer, outdone: [] }
  }
  throw newest.refusal
}

function attempt<Answer>(prove: () => Answer): { answer: Answer } | { refusal: Unverified } {
  try {
    return { answer: prove() }
  } catch (refusal) {
    if (refusal instanceof Unverified) return { refusal }
    throw refusal
  }
}
