import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Config } from '../../relay/config/config.ts'
import { until } from '../until.ts'
import { createWorld, type World } from '../world.ts'

const lines: Omit<Config['lines'][number], 'provider' | 'settings'>[] = Array.from({ length: 497 }, (_, nth) => ({
  id: `line-${nth}`,
  label: `Line ${nth}`,
  channel: 'sms',
  address: `+1555020${String(nth).padStart(4, '0')}`,
}))

let world: World
beforeAll(async () => {
  world = await createWorld({ extraLines: lines })
}, 60_000)
afterAll(() => world.close())

test('a relay with 500 lines and nothing to do asks the database at most five times a second', async () => {
  // The first look into every history, which keeps where it ended, is no idleness.
  await until(async () => {
    const unread = "select 1 from line where cursor is null and provider = 'simulator'"
    expect(await world.database.query(unread)).toEqual([])
  }, 30_000)
  const asked = vi.spyOn(pg.Client.prototype, 'query')
  const looks = () => asked.mock.calls.filter((call) => JSON.stringify(call[0]).includes('from task t')).length
  // The sweep looks for tasks every five seconds: the second look ends ten seconds.
  await vi.waitUntil(() => looks() > 0, { timeout: 15_000, interval: 50 })
  asked.mockClear()
  await vi.waitUntil(() => looks() > 1, { timeout: 25_000, interval: 50 })
  expect(asked.mock.calls.length).toBeLessThanOrEqual(50)
  asked.mockRestore()
}, 60_000)
