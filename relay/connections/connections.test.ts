import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, portalId, type World } from '../../test/world.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'
import { LineChanged } from '../providers/line-changed.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import { createConnections, type ConnectionNeeds } from './connections.ts'

let world: World
beforeAll(async () => {
  world = await createWorld({ relay: false })
})
afterAll(() => world.close())

const silent = () => new Promise<void>(() => undefined)

function carrier(id: string, work: () => Promise<void>): LineOfProvider {
  const line = { portalId, id, label: id, channel: 'sms' as const, address: '+15550100001' }
  return {
    line: { ...line, settings: {}, callbackUrl: '' },
    provider: { ...allProviders.get('simulator')!, test: work },
  }
}

/** With patience of a second for ten. */
function connections() {
  const { database } = world
  const needs = { database, fetch, now: () => new Date(), log: pino({ level: 'silent' }) }
  return createConnections(needs as unknown as ConnectionNeeds, { answer: 950, silent: 900 })
}

const kept = async () => {
  const rows = await world.database.query<{ subject: string; code: string | null }>(
    'select subject, code from connection_test where portal_id = $1 order by subject',
    [portalId],
  )
  return new Map(rows.map(({ subject, code }) => [subject, code]))
}

test('of five hundred silent lines whoever asks is told in time, and honestly, what became of each', async () => {
  const lines = Array.from({ length: 500 }, (_, index) => carrier(`silent-${index}`, silent))
  const begun = performance.now()
  const tests = await connections().testLines(portalId, lines, 'operator')
  expect(performance.now() - begun).toBeLessThan(5_000)
  expect(tests.map(({ lineId }) => lineId)).toEqual(lines.map(({ line }) => line.id))
  const failed = tests.filter(({ result }) => result === 'failed')
  expect(failed.length).toBeGreaterThan(0)
  expect(new Set(failed.map(({ problem }) => problem?.code))).toEqual(new Set(['no_answer']))
  const others = tests.filter(({ result }) => result !== 'failed')
  expect(others.length).toBe(500 - failed.length)
  for (const one of others) {
    expect(one).toMatchObject({ result: 'not_reached', problem: null, note: expect.stringContaining('alone') })
  }
  // Nobody is told later that a line does not answer which was never asked.
  expect([...(await kept()).keys()].toSorted()).toEqual(failed.map(({ lineId }) => `line/${lineId}`).toSorted())
})

test('lines that answer are all tested, however many, and one that is silent holds up none of them', async () => {
  const lines = Array.from({ length: 200 }, (_, index) =>
    carrier(`line-${index}`, index === 3 ? silent : () => Promise.resolve()),
  )
  const tests = await connections().testLines(portalId, lines, 'operator')
  expect(tests.filter(({ result }) => result === 'ok')).toHaveLength(199)
  expect(tests[3]).toMatchObject({ result: 'failed', problem: { code: 'no_answer' } })
  const found = await kept()
  for (const { line } of lines) expect(found.get(`line/${line.id}`)).toBe(line.id === 'line-3' ? 'no_answer' : null)
})

test('a test that is overtaken by a save says so, and is not kept as what the line came to', async () => {
  await connections().testLines(portalId, [carrier('saved', () => Promise.resolve())], 'operator')
  const before = carrier('saved', () => Promise.reject(new LineChanged()))
  const [found] = await connections().testLines(portalId, [before], 'operator')
  expect(found).toMatchObject({ result: 'not_reached', problem: null, note: expect.stringContaining('was changed') })
  const rows = await world.database.query("select result from connection_test where subject = 'line/saved'")
  expect(rows).toEqual([{ result: 'ok' }])
})
