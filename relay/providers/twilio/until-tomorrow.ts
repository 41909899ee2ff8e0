import { zones } from '../../zone/zones.ts'

/** US carriers count their days in Pacific time. */
const carriers = 'America/Los_Angeles'
const day = 86_400_000
/** So that nothing is tried in the very first moments, when everybody tries. */
const leeway = 300_000

/** Milliseconds from now until the day after `at` has begun for the carriers; at least a minute. */
export function untilTomorrow(at: Date, now: Date): number {
  const midnight = (Math.floor(zones.shownAt(carriers, at.getTime()) / day) + 1) * day
  const begins = zones.instantsOf(carriers, midnight)
  const tomorrow = begins.is === 'once' ? begins.at : begins.is === 'twice' ? begins.first : begins.after
  return Math.max(60_000, tomorrow + leeway - now.getTime())
}
