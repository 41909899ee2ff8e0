import { weakVerifiers, type Signed } from './weak-verifiers.ts'
import type { Surface, Trial } from './surface.ts'

/** Requests that each weak verifier lets through to the relay before it counts as unnoticed. */
const enough = 6

/**
 * Would these trials notice a verifier that makes a mistake? Each weak one stands before the relay and signs anew, and
 * rightly, whatever it believes. Answers with the mistakes that were tried, and with those by which no wrong request
 * came to be counted as accepted.
 */
export async function selfCheck(
  signed: Signed,
  wrong: readonly Trial[],
  at: number,
  isAccepted: (trial: Trial) => Promise<boolean>,
): Promise<{ caught: number; unnoticed: string[] }> {
  const { surface } = signed
  const unnoticed: string[] = []
  let caught = 0
  for (const { name, believes } of weakVerifiers(signed, at)) {
    const believed = wrong.filter(({ sent, beside, left }) => !beside && !left && believes(sent))
    let noticed = false
    for (const trial of believed.slice(0, enough)) {
      noticed = await isAccepted(throughWeak(surface, trial))
      if (noticed) break
    }
    if (noticed) caught += 1
    else unnoticed.push(`one that ${name} (${believed.length} of ${wrong.length} requests believed)`)
  }
  return { caught, unnoticed }
}

function throughWeak(surface: Surface, { name, sent, at }: Trial): Trial {
  const { covers } = surface
  const drafted = surface.draft(at)
  const believed = {
    ...drafted,
    ...(covers.method ? { method: sent.method } : {}),
    ...(covers.target ? { target: sent.target } : {}),
    ...(covers.body ? { body: sent.body } : {}),
  }
  return { name, sent: surface.prove(believed), at }
}
