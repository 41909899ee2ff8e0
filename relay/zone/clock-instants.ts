import type { ZoneChanges } from './zone-changes.ts'
import { lastChange } from './last-change.ts'

/**
 * When clocks show something: once, twice where they are set back over it, or never where they are set forward over it. Instants
 * are milliseconds since 1970. In a gap `moved` is as far behind it as it would be without the gap, `after` the first instant after it.
 */
export type ClockInstants =
  | { is: 'once'; at: number }
  | { is: 'twice'; first: number; second: number }
  | { is: 'gap'; moved: number; after: number }

/** No zone is as far from UTC. */
const farthest = 26 * 3_600_000

/** `shown` is what the clocks are to show, as milliseconds since 1970 if they were UTC's. */
export function clockInstants(changes: ZoneChanges, shown: number): ClockInstants {
  const { at, offset, first } = changes
  const from = lastChange(at, shown - farthest)
  const to = lastChange(at, shown + farthest)
  const offsetOf = (index: number) => (index < 0 ? first : offset[index]!)
  const instants: number[] = []
  for (let index = from; index <= to; index += 1) {
    const instant = shown - offsetOf(index)
    if (lastChange(at, instant) === index) instants.push(instant)
  }
  const [one, other] = instants
  if (one !== undefined)
    return other === undefined ? { is: 'once', at: one } : { is: 'twice', first: one, second: other }
  let index = from + 1
  // The change that leads over it.
  while (index < to && at[index]! + offsetOf(index) <= shown) index += 1
  return { is: 'gap', moved: shown - offsetOf(index - 1), after: at[index]! }
}
