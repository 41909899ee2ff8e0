/** Milliseconds between questions right after something happened, when more is likely to follow. */
const afterNews = [2_000, 3_000, 5_000, 10_000]
const whileMoving = 10_000
const whileIdle = 15_000
const longestBackOff = 60_000
/** Milliseconds without any news after which the card stops asking; a tab left open must not ask for ever. */
const quietLimit = 30 * 60_000

/** Where polling stands. */
interface PollFacts {
  /** Questions answered since the last news. */
  step: number
  /** Questions in a row that got no answer. */
  failures: number
  /** Milliseconds since the last news. */
  quietFor: number
  /** Whether some message is still on its way. */
  moving: boolean
}

/** Milliseconds until the next question, or null to ask no more by itself. */
export function pollDelay({ step, failures, quietFor, moving }: PollFacts): number | null {
  if (quietFor >= quietLimit) return null
  if (failures > 0) return Math.min(longestBackOff, 5_000 * 2 ** (failures - 1))
  return afterNews[step] ?? (moving ? whileMoving : whileIdle)
}
