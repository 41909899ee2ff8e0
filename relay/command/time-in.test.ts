import { expect, test } from 'vitest'
import { timeIn } from './time-in.ts'

test.each([
  [null, '2026-11-30T23:30:00.000Z', '2026-11-30 23:30 UTC'],
  ['Europe/Berlin', '2026-11-30T23:30:00.000Z', '2026-12-01 00:30 CET'],
  ['Europe/Berlin', '2026-07-01T22:05:00.000Z', '2026-07-02 00:05 CEST'],
  ['America/New_York', '2026-03-08T07:00:00.000Z', '2026-03-08 03:00 GMT-4'],
])('a time is told in the zone of the account, with its own summer: %s', (zone, iso, told) => {
  expect(timeIn(zone)(iso)).toBe(told)
})
