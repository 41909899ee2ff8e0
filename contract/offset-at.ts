import type { Clock } from './clock.ts'

/** How far a clock is east of UTC at an instant (milliseconds since 1970), in minutes. */
export function offsetAt({ offset, changes }: Clock, at: number): number {
  return changes.reduce((known, change) => (change.at * 1000 <= at ? change.offset : known), offset)
}
