import { expect, test } from 'vitest'
import { zones } from './zones.ts'

// Worked out from IANA 2026f by other programs (Python's zoneinfo and glibc), and independent of what is tested.

const isoOf = (at: number) => new Date(at).toISOString().replace(':00.000Z', 'Z')
const shown = (wall: string) => Date.parse(`${wall}Z`)

/** The instants at which clocks show this. */
function instants(zone: string, wall: string): string[] {
  const found = zones.instantsOf(zone, shown(wall))
  if (found.is === 'once') return [isoOf(found.at)]
  return found.is === 'twice' ? [isoOf(found.first), isoOf(found.second)] : [`gap ${isoOf(found.moved)}`]
}

test('the data are of 2026f or newer', () => {
  expect(zones.version >= '2026f', zones.version).toBe(true)
})

test.each([
  ['America/New_York', '2027-03-14T02:30', 'gap', ['gap 2027-03-14T07:30Z']],
  ['America/New_York', '2028-03-12T02:30', 'gap', ['gap 2028-03-12T07:30Z']],
  ['Europe/London', '2027-03-28T01:30', 'gap', ['gap 2027-03-28T01:30Z']],
  ['Europe/Paris', '2027-03-28T02:30', 'gap', ['gap 2027-03-28T01:30Z']],
  ['Australia/Lord_Howe', '2026-10-04T02:15', 'gap of 30 minutes', ['gap 2026-10-03T15:45Z']],
  ['America/St_Johns', '2027-03-14T02:30', 'gap', ['gap 2027-03-14T06:00Z']],
  ['Africa/Cairo', '2027-04-30T00:30', 'gap at midnight', ['gap 2027-04-29T22:30Z']],
  ['Asia/Beirut', '2027-03-28T00:30', 'gap at midnight', ['gap 2027-03-27T22:30Z']],
  ['America/New_York', '2027-11-07T01:30', 'fold', ['2027-11-07T05:30Z', '2027-11-07T06:30Z']],
  ['America/New_York', '2028-11-05T01:30', 'fold', ['2028-11-05T05:30Z', '2028-11-05T06:30Z']],
  ['Europe/London', '2026-10-25T01:30', 'fold', ['2026-10-25T00:30Z', '2026-10-25T01:30Z']],
  ['Europe/Paris', '2027-10-31T02:30', 'fold', ['2027-10-31T00:30Z', '2027-10-31T01:30Z']],
  ['Australia/Lord_Howe', '2027-04-04T01:45', 'fold of 30 minutes', ['2027-04-03T14:45Z', '2027-04-03T15:15Z']],
  ['Australia/Sydney', '2027-04-04T02:30', 'fold', ['2027-04-03T15:30Z', '2027-04-03T16:30Z']],
  ['America/Santiago', '2027-04-03T23:30', 'fold', ['2027-04-04T02:30Z', '2027-04-04T03:30Z']],
  ['America/Havana', '2027-03-14T00:30', 'none in 2026f', ['2027-03-14T04:30Z']],
])('wall time to UTC: %s %s, %s', (zone, wall, _kind, expected) => {
  expect(instants(zone, wall)).toEqual(expected)
})

test.each([
  ['America/Vancouver', '15:00Z'],
  ['America/Edmonton', '14:00Z'],
  ['America/Inuvik', '14:00Z'],
  ['America/Winnipeg', '13:00Z'],
  ['Africa/Casablanca', '08:00Z'],
  ['America/Havana', '12:00Z'],
  ['America/Regina', '14:00Z'],
  ['America/Whitehorse', '15:00Z'],
  ['America/Toronto', '13:00Z'],
])('08:00 on 2026-12-15 in %s is %s', (zone, expected) => {
  expect(instants(zone, '2026-12-15T08:00')).toEqual([`2026-12-15T${expected}`])
})

test.each([
  ['Asia/Kolkata', '2027-01-15T02:30Z'],
  ['Asia/Kathmandu', '2027-01-15T02:15Z'],
  ['Asia/Kabul', '2027-01-15T03:30Z'],
  ['Asia/Tehran', '2027-01-15T04:30Z'],
  ['Asia/Yangon', '2027-01-15T01:30Z'],
  ['Australia/Adelaide', '2027-01-14T21:30Z'],
  ['Australia/Eucla', '2027-01-14T23:15Z'],
  ['Pacific/Chatham', '2027-01-14T18:15Z'],
  ['Pacific/Kiritimati', '2027-01-14T18:00Z'],
  ['Pacific/Marquesas', '2027-01-15T17:30Z'],
])('08:00 on 2027-01-15 in %s is %s', (zone, expected) => {
  expect(instants(zone, '2027-01-15T08:00')).toEqual([expected])
})

test.each([
  ['Z1', 'America/New_York', '2026-11-30T13:00Z', 'Mon 08:00 -0500'],
  ['Z2', 'America/New_York', '2026-12-01T01:59Z', 'Mon 20:59 -0500'],
  ['Z3', 'America/New_York', '2026-12-01T13:00Z', 'Tue 08:00 -0500'],
  ['Z4', 'America/New_York', '2027-03-14T12:00Z', 'Sun 08:00 -0400'],
  ['Z5', 'America/New_York', '2027-11-07T13:00Z', 'Sun 08:00 -0500'],
  ['Z6', 'America/Los_Angeles', '2028-03-12T15:00Z', 'Sun 08:00 -0700'],
  ['Z7', 'America/Phoenix', '2027-07-01T15:00Z', 'Thu 08:00 -0700'],
  ['Z8', 'America/Phoenix', '2027-01-05T15:00Z', 'Tue 08:00 -0700'],
  ['Z9', 'America/Anchorage', '2027-07-01T16:00Z', 'Thu 08:00 -0800'],
  ['Z10', 'Pacific/Honolulu', '2027-07-01T18:00Z', 'Thu 08:00 -1000'],
  ['Z11', 'America/Vancouver', '2026-12-15T15:00Z', 'Tue 08:00 -0700'],
  ['Z12', 'America/Edmonton', '2026-12-15T14:00Z', 'Tue 08:00 -0600'],
  ['Z13', 'America/Winnipeg', '2026-12-15T13:00Z', 'Tue 08:00 -0500'],
  ['Z14', 'Africa/Casablanca', '2026-12-15T08:00Z', 'Tue 08:00 +0000'],
  ['Z15', 'America/St_Johns', '2027-03-14T12:30Z', 'Sun 10:00 -0230'],
  ['Z16', 'Europe/London', '2027-03-28T07:00Z', 'Sun 08:00 +0100'],
  ['Z17', 'Europe/London', '2026-10-25T08:00Z', 'Sun 08:00 +0000'],
  ['Z18', 'Europe/Berlin', '2028-10-29T07:00Z', 'Sun 08:00 +0100'],
  ['Z19', 'Europe/Paris', '2027-03-30T06:00Z', 'Tue 08:00 +0200'],
  ['Z20', 'Asia/Kolkata', '2027-01-16T04:30Z', 'Sat 10:00 +0530'],
  ['Z21', 'Asia/Kathmandu', '2027-01-15T02:15Z', 'Fri 08:00 +0545'],
  ['Z22', 'Australia/Adelaide', '2027-04-03T22:30Z', 'Sun 08:00 +0930'],
  ['Z23', 'Australia/Lord_Howe', '2027-04-03T21:30Z', 'Sun 08:00 +1030'],
  ['Z24', 'Australia/Lord_Howe', '2026-10-03T21:00Z', 'Sun 08:00 +1100'],
  ['Z25', 'Pacific/Chatham', '2027-01-15T18:15Z', 'Sat 08:00 +1345'],
  ['Z26', 'America/Chicago', '2027-01-03T18:00Z', 'Sun 12:00 -0600'],
  ['Z27', 'America/Chicago', '2027-01-03T19:00Z', 'Sun 13:00 -0600'],
  ['Z28', 'America/Chicago', '2027-01-04T14:00Z', 'Mon 08:00 -0600'],
  ['Z29', 'America/New_York', '2027-01-04T14:00Z', 'Mon 09:00 -0500'],
  ['Z30', 'America/New_York', '2027-01-09T15:00Z', 'Sat 10:00 -0500'],
  ['Z31', 'America/New_York', '2027-01-15T14:00Z', 'Fri 09:00 -0500'],
  ['Z32', 'America/New_York', '2027-01-16T14:00Z', 'Sat 09:00 -0500'],
  ['Z33', 'America/New_York', '2027-01-15T16:00Z', 'Fri 11:00 -0500'],
  ['Z34', 'America/New_York', '2027-01-16T16:00Z', 'Sat 11:00 -0500'],
  ['Z35', 'America/Los_Angeles', '2027-01-15T16:00Z', 'Fri 08:00 -0800'],
  ['Z36', 'America/New_York', '2027-01-15T18:00Z', 'Fri 13:00 -0500'],
  ['Z37', 'America/New_York', '2027-07-02T18:00Z', 'Fri 14:00 -0400'],
  ['Z38', 'America/New_York', '2027-01-15T22:00Z', 'Fri 17:00 -0500'],
  ['Z40', 'Australia/Perth', '2027-01-16T00:00Z', 'Sat 08:00 +0800'],
  ['Z41', 'Europe/Madrid', '2027-01-15T08:00Z', 'Fri 09:00 +0100'],
  ['Z42', 'America/New_York', '2027-11-07T02:00Z', 'Sat 22:00 -0400'],
  ['Z43', 'America/New_York', '2027-03-14T07:00Z', 'Sun 03:00 -0400'],
  ['Z44', 'America/New_York', '2027-11-07T05:30Z', 'Sun 01:30 -0400'],
  ['Z45', 'America/New_York', '2027-11-07T06:30Z', 'Sun 01:30 -0500'],
])('%s: clocks of %s show at %s what stands there, and show it then', (_id, zone, at, local) => {
  const instant = Date.parse(at)
  const minutes = zones.offsetAt(zone, instant) / 60_000
  const wall = new Date(zones.shownAt(zone, instant))
  const two = (number: number) => String(number).padStart(2, '0')
  const sign = minutes < 0 ? '-' : '+'
  const offset = `${sign}${two(Math.floor(Math.abs(minutes) / 60))}${two(Math.abs(minutes) % 60)}`
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][wall.getUTCDay()]
  expect(`${day} ${wall.toISOString().slice(11, 16)} ${offset}`).toBe(local)
  expect(instants(zone, wall.toISOString().slice(0, 16))).toContain(at)
})

test('Z43: a boundary in a gap takes effect at the first instant after it', () => {
  const found = zones.instantsOf('America/New_York', shown('2027-03-14T02:30'))
  expect(found).toMatchObject({ is: 'gap', after: Date.parse('2027-03-14T07:00Z') })
})

test.each([
  ['Z42: a night that clocks are set back in', '2027-11-06T22:00', '2027-11-07T02:00', 5],
  ['Z42: a night that they are set forward in', '2027-03-13T22:00', '2027-03-14T02:00', 4],
])('%s has as many hours between the same two wall times', (_what, from, to, hours) => {
  const ends = (wall: string) => {
    const found = zones.instantsOf('America/New_York', shown(wall))
    return found.is === 'once' ? found.at : found.is === 'gap' ? found.after : found.second
  }
  expect(ends(to) - ends(from)).toBe(hours * 3_600_000)
})

test.each([
  ['2027-03-14', 23, '2027-03-14T08:00Z'],
  ['2027-11-07', 25, '2027-11-07T07:00Z'],
])('a Pacific calendar day, %s, has %d hours', (date, hours, begins) => {
  const [from] = instants('America/Los_Angeles', `${date}T00:00`)
  const next = new Date(Date.parse(`${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 16)
  const [to] = instants('America/Los_Angeles', next)
  expect(from).toBe(begins)
  expect(Date.parse(to!) - Date.parse(from!)).toBe(hours * 3_600_000)
})

test.each([
  ['2027-07-01', '07:00Z'],
  ['2027-03-14', '07:00Z'],
  ['2026-11-01', '08:00Z'],
])('"03:00 Eastern" on %s is %s', (date, expected) => {
  expect(instants('America/New_York', `${date}T03:00`)).toEqual([`${date}T${expected}`])
})
