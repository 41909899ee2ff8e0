import { Unverified } from '../errors.ts'
import type { EarlierLine } from '../providers/earlier-lines.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Line } from '../providers/provider.ts'

/**
 * Lets `prove` try the line as it is, and as it was before its secrets were replaced: `isValid` says whether the time of such a
 * secret is not over. Answers with the line that it was genuine by. Throws what was said of the line as it is.
 *
 * Every one is tried, whichever was right, so that the time it takes tells little about that.
 */
export async function proveGenuine<Answer>(
  { line, earlier = [] }: LineOfProvider & { earlier?: readonly EarlierLine[] },
  prove: (line: Line) => Answer,
  isValid: (secret: EarlierLine) => Promise<boolean>,
): Promise<{ line: Line; answer: Answer }> {
  const newest = attempt(() => prove(line))
  const before = earlier.map((one) => ({ ...one, attempt: attempt(() => prove(one.line)) }))
  if ('answer' in newest) return { line, answer: newest.answer }
  for (const { attempt: tried, ...one } of before) {
    if ('answer' in tried && (await isValid(one))) return { line: one.line, answer: tried.answer }
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
