import { expect, test } from 'vitest'
import type { GivenAccount } from './given-account.ts'
import { createOpenedLines } from './opened-lines.ts'
import { snapshotOf, type SnapshotNeeds } from './snapshot-of.ts'

const line = (id: string) => ({
  ...{ id, label: id, provider: 'none', channel: 'sms' as const, address: '+15550100001' },
  settings: { url: 'https://one.example' },
})

/** Everything an account may say, and lines of which this process can use but the first. */
const given = (): GivenAccount => ({
  lines: [line('sales'), line('broken')],
  routing: {
    addresses: { sms: ['mobilephone'] },
    ladder: [{ channel: 'sms', lineId: 'sales' }],
    owners: { '7': ['sales'] },
  },
  autoSend: { message: 'Welcome', match: { sources: ['FORM'], properties: [{ name: 'stage', values: ['lead'] }] } },
  pause: { percent: 10, least: 5, minutes: 1 },
  access: { admins: { users: ['501'], roles: ['9'] } },
})

const needs = {
  openLine: {
    hostsOf: () => [],
    reachOf: () => null,
    open: (_portalId: string, { id, settings }: ReturnType<typeof line>) => {
      if (id === 'broken') throw new Error('It cannot be used.')
      return { line: { settings }, provider: {}, earlier: [] }
    },
  },
  opened: createOpenedLines(),
  standing: () => () => true,
  bounds: { defaultCountry: 'US', retain: { raw: 30, stories: 400 } },
  tell: () => undefined,
} as unknown as SnapshotNeeds

/** Every place of it that somebody could still write to. */
function open(value: unknown, path = 'account'): string[] {
  if (typeof value !== 'object' || value === null) return []
  const within = Object.entries(value).flatMap(([name, part]) => open(part, `${path}.${name}`))
  return Object.isFrozen(value) ? within : [path, ...within]
}

test('nothing in a snapshot can be written to, however deep it lies', () => {
  const account = snapshotOf('1', { given: given() }, needs)
  expect(open(account)).toEqual([])
  const { lines, routing } = account
  expect(lines.list().map(({ line: { id } }) => id)).toEqual(['sales', 'broken'])
  expect(open([...lines.list()], 'lines').slice(1)).toEqual([])
  expect(open(lines.list(), 'lines')).toEqual([])
  expect(open(lines.find('sales')?.line.settings, 'settings')).toEqual([])
  expect(() => routing.ladder?.push({ channel: 'email' })).toThrow(TypeError)
  expect(() => (((routing.ladder?.[0] ?? {}) as { lineId: string }).lineId = 'other')).toThrow(TypeError)
})

test('nor in the shorter list once a line has turned out not to be usable', () => {
  const { lines } = snapshotOf('1', { given: given() }, needs)
  expect(lines.find('broken')).toBeNull()
  expect(lines.list()).toHaveLength(1)
  expect(open(lines.list(), 'lines')).toEqual([])
})

test('what no account says itself is as little to be written to', () => {
  expect(open(snapshotOf('1', { given: {} }, needs))).toEqual([])
})
