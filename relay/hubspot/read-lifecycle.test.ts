import { expect, test } from 'vitest'
import { readLifecycle } from './read-lifecycle.ts'

const at = (minute: number) => `2026-11-21T10:0${minute}:00.000Z`
const event = (change: Record<string, unknown> = {}) => ({
  type: 'app_lifecycle_event',
  portalId: 101,
  occurredAt: at(1),
  action: 'APP_UNINSTALL',
  eventTypeId: '4-1916193',
  properties: { hs_app_id: 77 },
  ...change,
})
const read = (...journalEvents: unknown[]) => readLifecycle({ offset: 'x', journalEvents, publishedAt: at(9) })

test('installs and uninstalls are read in the order in which they happened', () => {
  const told = read(event({ occurredAt: at(3) }), event({ action: 'APP_INSTALL', occurredAt: at(2) }), event())
  expect(told).toEqual({
    events: [
      { portalId: '101', action: 'uninstall', at: new Date(at(1)) },
      { portalId: '101', action: 'install', at: new Date(at(2)) },
      { portalId: '101', action: 'uninstall', at: new Date(at(3)) },
    ],
    left: 0,
  })
})

test.each([
  ['ISO 8601', at(1), new Date(at(1))],
  ['milliseconds', Date.parse(at(1)), new Date(at(1))],
  ['milliseconds as text', String(Date.parse(at(1))), new Date(at(1))],
  ['seconds, which are no time here', Date.parse(at(1)) / 1000, null],
  ['words', 'yesterday', null],
  ['nothing', undefined, null],
  ['an object', {}, null],
  ['a count beyond all dates', 9e15, null],
])('a time may be %s', (_what, occurredAt, expected) => {
  expect(read(event({ occurredAt }))?.events).toEqual([{ portalId: '101', action: 'uninstall', at: expected }])
})

test('an event without a time comes after those with one', () => {
  const told = read(event({ occurredAt: null, portalId: '7' }), event({ occurredAt: '' }), event())
  expect(told?.events.map(({ portalId, at }) => [portalId, at !== null])).toEqual([
    ['101', true],
    ['7', false],
    ['101', false],
  ])
})

test('what is of other subscriptions is passed over, and what is ours and cannot be read is counted', () => {
  const told = read(
    event({ type: 'object', action: 'CREATE' }),
    null,
    'x',
    [],
    event({ portalId: 0 }),
    event({ portalId: '1; drop table portal' }),
    event({ portalId: 1.5 }),
    event({ action: 'APP_EXPLODED' }),
    event({ portalId: '102' }),
  )
  expect(told).toMatchObject({ events: [{ portalId: '102' }], left: 4 })
})

test.each([
  ['its account as text', { portalId: '101' }],
  ['small letters', { action: 'app_uninstall' }],
  ['capitals', { type: 'APP_LIFECYCLE_EVENT' }],
  ['no type', { type: undefined }],
  ['a type that is null', { type: null }],
  ['no action but the type of its event', { action: null }],
  ['nonsense where nobody looks', { properties: null, objectTypeId: [], eventTypeId: 7 }],
])('an uninstallation is read with %s', (_what, change) => {
  expect(read(event(change))).toEqual({
    events: [{ portalId: '101', action: 'uninstall', at: new Date(at(1)) }],
    left: 0,
  })
})

test.each([[null], ['text'], [[]], [{}], [{ journalEvents: {} }]])('no journal is made of %j', (file) => {
  expect(readLifecycle(file)).toBeNull()
})
