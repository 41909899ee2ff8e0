import { expect, test } from 'vitest'
import { timeIn } from './time-in.ts'

test.each([
  [null, '2026-11-30T23:30:00.000Z', '2026-11-30 23:30 UTC'],
  ['Europe/Berlin', '2026-11-30T23:30:00.000Z', '2026-12-01 00:30 UTC+1'],
  ['Europe/Berlin', '2026-07-01T22:05:00.000Z', '2026-07-02 00:05 UTC+2'],
  ['America/New_York', '2026-03-08T07:00:00.000Z', '2026-03-08 03:00 UTC-4'],
  ['America/Vancouver', '2026-12-15T15:00:00.000Z', '2026-12-15 08:00 UTC-7'],
  ['America/St_Johns', '2026-12-15T15:00:00.000Z', '2026-12-15 11:30 UTC-3:30'],
  ['asia/kolkata', '2026-12-15T15:00:00.000Z', '2026-12-15 20:30 UTC+5:30'],
  ['Mars/Olympus', '2026-12-15T15:00:00.000Z', '2026-12-15 15:00 UTC'],
])('a time is told in the zone of the account, with its own summer: %s', (zone, iso, told) => {
  expect(timeIn(zone)(iso)).toBe(told)
})
