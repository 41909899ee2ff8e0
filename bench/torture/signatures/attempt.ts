import { askRaw } from './ask-raw.ts'
import { closed } from './find-doors.ts'
import type { RelayOnTrial } from './open-relay.ts'
import type { Surface, Trial } from './surface.ts'

/** What came of one trial. Where the proof is left alone, what is stored tells whether it passed. */
export interface Outcome {
  said: string
  passed: boolean
  stored: number
}

/** Tries one thing, with nothing else on its way. */
export async function attempt(relay: RelayOnTrial, surface: Surface, trial: Trial): Promise<Outcome> {
  const { outcomes, stored } = await attemptTogether(relay, surface, [trial])
  const [{ said, passed } = { said: '', passed: false }] = outcomes
  return { said, passed: passed || (trial.left === true && stored > 0), stored }
}

/** Tries several at once, all of the same moment. How much was stored is known of all of them together. */
export async function attemptTogether(
  relay: RelayOnTrial,
  { pages }: Surface,
  trials: readonly Trial[],
): Promise<{ outcomes: { said: string; passed: boolean }[]; stored: number }> {
  relay.stopClock(trials[0]?.at ?? null)
  await Promise.all(trials.flatMap(({ again, sent }) => (again ? [askRaw(relay.port, sent)] : [])))
  const before = await relay.stored()
  const outcomes = await Promise.all(
    trials.map(async ({ sent, beside, left }) => {
      const { status, code } = await askRaw(relay.port, sent)
      // The answer to HEAD has no body that could say more.
      const wordless = sent.method === 'HEAD' ? status === 404 : pages?.includes(status)
      const refused = closed.has(code) || wordless || status === 0 || (beside && status >= 400) || left
      return { said: `${status} ${code}`.trim(), passed: !refused }
    }),
  )
  relay.stopClock(null)
  return { outcomes, stored: (await relay.stored()) - before }
}
