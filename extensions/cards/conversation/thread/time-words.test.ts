import { expect, test } from 'vitest'
import type { Clock } from '../../../../contract/clock.ts'
import { timeWords } from './time-words.ts'

const now = new Date('2026-11-21T03:00:00Z')
const clockOf = (timeZone: string, hours: number): Clock => ({ timeZone, offset: hours * 60, changes: [] })
const york = clockOf('America/New_York', -5)
const browsers = clockOf(Intl.DateTimeFormat().resolvedOptions().timeZone, 9)

test('a moment is said by the account’s clock, and its offset with it where the browser is set to another zone', () => {
  expect(timeWords({ locale: 'en-GB', clock: browsers })('2026-11-21T02:55:00Z', now)).toBe('11:55')
  const tokyo = clockOf('Asia/Elsewhere', 9)
  expect(timeWords({ locale: 'en-GB', clock: tokyo })('2026-11-21T02:55:00Z', now)).toBe('11:55 UTC+9')
  expect(timeWords({ locale: 'en-GB', clock: york })('2026-11-20T02:55:00Z', now)).toBe('19 Nov, 21:55 UTC-5')
})

test('a clock is set when the relay says, whatever the browser knows', () => {
  const at = Date.UTC(2026, 10, 1, 9)
  const clock: Clock = { timeZone: 'Canada/Ours', offset: -420, changes: [{ at: at / 1000, offset: -450 }] }
  const say = timeWords({ locale: 'en-GB', clock })
  expect(say(at - 60_000, new Date(at))).toBe('01:59 UTC-7')
  expect(say(at, new Date(at))).toBe('01:30 UTC-7:30')
})

test('whether it is today is the account’s to say', () => {
  const say = timeWords({ locale: 'en-GB', clock: york })
  // 22:30 and 22:00 of the 20th there; it is the 21st in UTC.
  expect(say('2026-11-21T03:30:00Z', now)).not.toContain('Nov')
  expect(say('2026-11-20T03:30:00Z', now)).toContain('19 Nov')
  expect(say('2025-11-20T03:30:00Z', now)).toContain('2025')
})

test('the reader’s manner decides how it is written', () => {
  const at = '2026-03-05T14:05:00Z'
  expect(timeWords({ locale: 'en-US' })(at, now)).toContain('02:05 PM')
  expect(timeWords({ locale: 'de' })(at, now)).toContain('14:05')
})

test('a language that the browser does not have counts as not said, and what is no moment says nothing', () => {
  expect(timeWords({ locale: 'no such!', clock: york })('2026-11-21T02:55:00Z', now)).not.toBe('')
  expect(timeWords({})('never', now)).toBe('')
})
