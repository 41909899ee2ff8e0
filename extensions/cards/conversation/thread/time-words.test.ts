import { expect, test } from 'vitest'
import { timeWords } from './time-words.ts'

const now = new Date('2026-11-21T03:00:00Z')

test('a moment is said by the account’s clock, and the zone with it where the browser’s clock differs', () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const here = timeWords({ locale: 'en-GB', timeZone: zone })
  expect(here('2026-11-21T02:55:00Z', now)).toMatch(/^\d\d:\d\d$/)
  const there = zone === 'Asia/Tokyo' ? 'America/New_York' : 'Asia/Tokyo'
  const words = timeWords({ locale: 'en-GB', timeZone: there })('2026-11-21T02:55:00Z', now)
  expect(words).toBe(there === 'Asia/Tokyo' ? '11:55 GMT+9' : '20 Nov, 21:55 GMT-5')
})

test('whether it is today is the account’s to say', () => {
  const york = timeWords({ locale: 'en-GB', timeZone: 'America/New_York' })
  // 22:30 and 22:00 of the 20th there; it is the 21st in UTC.
  expect(york('2026-11-21T03:30:00Z', now)).not.toContain('Nov')
  expect(york('2026-11-20T03:30:00Z', now)).toContain('19 Nov')
  expect(york('2025-11-20T03:30:00Z', now)).toContain('2025')
})

test('the reader’s manner decides how it is written', () => {
  const at = '2026-03-05T14:05:00Z'
  expect(timeWords({ locale: 'en-US', timeZone: 'UTC' })(at, now)).toContain('02:05 PM')
  expect(timeWords({ locale: 'de', timeZone: 'UTC' })(at, now)).toContain('14:05')
})

test('what the browser does not know counts as not said, and what is no moment says nothing', () => {
  expect(timeWords({ locale: 'no such!', timeZone: 'Mars/Olympus' })('2026-11-21T02:55:00Z', now)).not.toBe('')
  expect(timeWords({})('never', now)).toBe('')
})
