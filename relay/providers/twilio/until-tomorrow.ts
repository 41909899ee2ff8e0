/** US carriers count their days in Pacific time. */
const clock = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
})
const day = 86_400_000
/** So that nothing is tried in the very first moments, when everybody tries. */
const leeway = 300_000

/** Milliseconds from now until the day after `at` has begun for the carriers; at least a minute. */
export function untilTomorrow(at: Date, now: Date): number {
  const part = (type: string) => Number(clock.formatToParts(at).find((each) => each.type === type)?.value ?? 0)
  const gone = (part('hour') * 3600 + part('minute') * 60 + part('second')) * 1000
  return Math.max(60_000, at.getTime() + day - gone + leeway - now.getTime())
}
