import { expect, test } from 'vitest'
import { untilTomorrow } from './until-tomorrow.ts'

const hour = 3_600_000
const leeway = 300_000

test.each([
  ['an ordinary evening', '2026-11-30T04:00:00Z', 4],
  ['the day on which clocks are set forward, which has 23 hours', '2027-03-14T08:00:00Z', 23],
  ['the day on which they are set back, which has 25', '2027-11-07T07:00:00Z', 25],
])('the day after begins at midnight of the carriers: %s', (_what, at, hours) => {
  const now = new Date(at)
  expect(untilTomorrow(now, now)).toBe(hours * hour + leeway)
})

test('what was refused long ago waits a minute', () => {
  expect(untilTomorrow(new Date('2026-11-01T00:00:00Z'), new Date('2026-11-30T00:00:00Z'))).toBe(60_000)
})
