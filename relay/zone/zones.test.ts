import { expect, test } from 'vitest'
import { offsetAt } from '../../contract/offset-at.ts'
import { openZones } from './open-zones.ts'
import { whyNotRenew } from './why-not-renew.ts'
import { zones } from './zones.ts'

test.each([
  ['summer is what is standard there', 'Europe/Dublin', '2026-12-15T12:00Z', 0],
  ['so it counts all the same', 'Europe/Dublin', '2027-07-01T12:00Z', 60],
  ['before a law of the year', 'Africa/Casablanca', '2026-09-20T00:59Z', 60],
  ['after it', 'Africa/Casablanca', '2026-09-20T01:01Z', 0],
  ['a Ramadan of then', 'Africa/El_Aaiun', '2025-03-10T00:00Z', 0],
  ['before a day was left out', 'Pacific/Apia', '2011-12-30T09:59Z', -600],
  ['after it', 'Pacific/Apia', '2011-12-30T10:00Z', 840],
  ['summer began as standard time was changed', 'Europe/Moscow', '1991-03-30T22:59Z', 180],
  ['and nobody saw a change', 'Europe/Moscow', '1991-03-30T23:00Z', 180],
  ['two hours of summer', 'Antarctica/Troll', '2027-07-01T00:00Z', 120],
  ['half a minute', 'Africa/Monrovia', '1971-06-01T00:00Z', -44.5],
  ['before there were zones', 'America/New_York', '1883-01-01T00:00Z', -17_762 / 60],
  ['rules without an end', 'America/New_York', '2099-07-01T00:00Z', -240],
  ['an older name', 'America/Godthab', '2027-01-01T00:00Z', -120],
  ['another', 'Pacific/Ponape', '2027-01-01T00:00Z', 660],
  ['a place within a state', 'America/North_Dakota/Center', '2027-01-01T00:00Z', -360],
  ['one that was merged', 'America/Fort_Nelson', '2027-01-01T00:00Z', -420],
  ['a name by country', 'US/Pacific', '2027-07-01T00:00Z', -420],
  ['a name by offset, turned round', 'Etc/GMT+5', '2027-01-01T00:00Z', -300],
  ['other capitals', 'europe/berlin', '2027-01-01T00:00Z', 60],
])('%s: %s at %s', (_what, zone, at, minutes) => {
  expect(zones.offsetAt(zone, Date.parse(at)) / 60_000).toBe(minutes)
})

test('a wall time on a day that was left out never came', () => {
  const found = zones.instantsOf('Pacific/Apia', Date.UTC(2011, 11, 30, 12))
  expect(found).toEqual({ is: 'gap', moved: Date.UTC(2011, 11, 30, 22), after: Date.UTC(2011, 11, 30, 10) })
})

test('every zone is readable, and every instant of its clocks leads back to itself', () => {
  expect(zones.names.length).toBeGreaterThan(500)
  const lost: string[] = []
  for (const zone of zones.names) {
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += 3_600_000 * 37) {
      const found = zones.instantsOf(zone, zones.shownAt(zone, at))
      const instants = found.is === 'once' ? [found.at] : found.is === 'twice' ? [found.first, found.second] : []
      if (!instants.includes(at)) lost.push(`${zone} ${new Date(at).toISOString()}`)
    }
  }
  expect(lost).toEqual([])
})

test.each(['Mars/Olympus', '', '+01:00', 'Factory', '__proto__', 'Europe/Berlin '])('%j is no zone', (name) => {
  expect(zones.nameOf(name)).toBeNull()
  expect(() => zones.offsetAt(name, 0)).toThrow(RangeError)
})

test('whoever is given a clock tells the same times without zone data', () => {
  const [from, to] = [Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1)]
  for (const zone of ['America/Vancouver', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC']) {
    const clock = zones.clockOf(zone, from, to)
    expect(clock.timeZone).toBe(zone)
    for (let at = from; at <= to; at += 3_600_000) {
      if (offsetAt(clock, at) !== zones.offsetAt(zone, at) / 60_000) expect.fail(`${zone} at ${at}`)
    }
  }
})

const source = (version: string, ...lines: string[]) => [`# version ${version}`, ...lines, ''].join('\n')
const known = openZones(source('2026f', 'Z Europe/Berlin 1 - CET', 'L Europe/Berlin Europe/Somewhere'))

test.each([
  ['newer data', source('2027a', 'Z Europe/Berlin 2 - X', 'Z Europe/Somewhere 1 - CET', 'Z A/New 0 - N'), null],
  ['the same release', source('2026f', 'Z Europe/Berlin 1 - CET', 'L Europe/Berlin Europe/Somewhere'), null],
  ['older data', source('2026e', 'Z Europe/Berlin 1 - CET'), 'older'],
  ['data without a zone that there was', source('2027a', 'Z Europe/Berlin 1 - CET'), 'Europe/Somewhere'],
  ['data without a version', 'Z Europe/Berlin 1 - CET\n', 'version'],
  ['data that do not say when', source('2027a', 'Z Europe/Berlin x - CET', 'L Europe/Berlin Europe/Somewhere'), '"x"'],
  ['a link that leads nowhere', source('2027a', 'Z Europe/Berlin 1 - CET', 'L Nowhere Europe/Somewhere'), 'Nowhere'],
  ['something else', '{"version":"2027a"}', 'version'],
])('the data are renewed by what is whole and no older: %s', (_what, text, why) => {
  const said = whyNotRenew(text, known)
  if (why === null) expect(said).toBeNull()
  else expect(said).toContain(why)
})
