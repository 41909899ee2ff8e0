import { attemptTogether } from './attempt.ts'
import type { RelayOnTrial } from './open-relay.ts'
import type { Surface, Trial } from './surface.ts'

/** Requests that are on their way at once: none of them may leave anything behind, so that it need not be known which did. */
const together = 12

/** Tries everything that is wrong. Answers in words with each that got past the door. */
export async function tryWrong(relay: RelayOnTrial, surface: Surface, wrong: readonly Trial[]): Promise<string[]> {
  const accepted: string[] = []
  // The relay's clock stands where each of them is tried.
  for (const some of Map.groupBy(wrong, ({ at }) => at).values()) {
    for (let first = 0; first < some.length; first += together) {
      const trials = some.slice(first, first + together)
      const { outcomes, stored } = await attemptTogether(relay, surface, trials)
      const passed = outcomes.flatMap(({ said, passed }, index) => (passed ? [`${trials[index]?.name}: ${said}`] : []))
      accepted.push(...passed)
      for (let one = passed.length; one < stored; one += 1) {
        accepted.push(`one of these was stored: ${trials.map(({ name }) => name).join('; ')}`)
      }
    }
  }
  return accepted
}
