import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findZoneAskers, zonesAsked, zonesAskedInSql } from './find-zone-askers.ts'

const root = join(import.meta.dirname, '..', '..')

test('one room alone knows how far a zone is from UTC', () => {
  expect(findZoneAskers(root), 'ask relay/zone/zones.ts, or write the times of a clock that it gave').toEqual([])
})

test.each([
  ['a format in a zone', "new Intl.DateTimeFormat('en', { timeZone: zone })", ['DateTimeFormat']],
  ['one without new, in the machine’s own', "Intl.DateTimeFormat('de').format(now)", ['DateTimeFormat']],
  ['one by another name', 'const { DateTimeFormat } = Intl; new DateTimeFormat(language, options)', ['DateTimeFormat']],
  ['whether there is a zone', "new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions()", ['DateTimeFormat']],
  ['which zones there are', "Intl.supportedValuesOf('timeZone')", ['supportedValuesOf']],
  ['a time in words', "date.toLocaleTimeString('en', { timeZone })", ['toLocaleTimeString']],
  ['the hour of the machine', 'const hour = at.getHours()', ['getHours']],
  ['its offset', 'at?.getTimezoneOffset()', ['getTimezoneOffset']],
  ['a wall time of the machine', 'new Date(2026, 10, 30)', ['new Date(year, month)']],
  ['another face of the same data', "Temporal.Now.zonedDateTimeISO('Europe/Berlin')", ['Temporal']],
])('code that is planted is noticed: %s', (_what, text, found) => {
  expect(zonesAsked(text)).toEqual(found)
})

test.each([
  [
    'a time that was shifted, in words',
    "new Intl.DateTimeFormat(language, { ...date, timeZone: 'UTC' }).format(shown)",
  ],
  ['which zone the browser is set to', 'Intl.DateTimeFormat().resolvedOptions().timeZone'],
  ['a time in UTC', 'new Date(at).getUTCHours() + Date.UTC(2026, 10, 30)'],
  ['an instant', 'new Date(at)'],
])('what asks for no offset is left alone: %s', (_what, text) => {
  expect(zonesAsked(text)).toEqual([])
})

test.each([
  ['a zone by name', "select now() at time zone 'Europe/Berlin'"],
  ['a zone that is given', 'select at\n  AT TIME ZONE $1'],
  ['a function', "select timezone('America/New_York', at)"],
  ['the zones there are', 'select name from pg_timezone_names'],
  ['a zone of the session', "set time zone 'Europe/Paris'"],
  ['the same by another word', "set local timezone to 'Europe/Paris'"],
])('a statement that is planted is noticed: %s', (_what, text) => {
  expect(zonesAskedInSql(text)).toHaveLength(1)
})

test.each([
  ['UTC', "to_char(at at time zone 'UTC', 'YYYY')"],
  ['a type', 'at timestamp with time zone not null'],
])('a statement that asks for no offset is left alone: %s', (_what, text) => {
  expect(zonesAskedInSql(text)).toEqual([])
})
