import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { simulator } from '../providers/simulator/index.ts'
import { openDatabase, type Database } from './database.ts'
import { changeLine, readLineStates } from './line-states.ts'
import { storeLines } from './lines.ts'

const portalId = '4242'
let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await createTestDatabase()
  database = openDatabase({ url: own.url, onError: () => undefined })
})
afterAll(async () => {
  await database.close()
  await own.drop()
})

const configured = (...ids: string[]) =>
  storeLines(
    database,
    portalId,
    ids.map((id) => ({
      provider: simulator,
      line: { portalId, id, label: id, channel: 'sms', address: id, settings: {}, callbackUrl: '' },
    })),
  )
const change = (to: 'paused' | 'active', by: 'person' | 'relay' | 'provider', at: string) =>
  changeLine(database, { portalId, lineId: 'sms', to, by, reason: to === 'paused' ? 'Stop.' : null, at: new Date(at) })
const state = async () => (await readLineStates(database, portalId)).get('sms')

test('a paused line that is taken out and put back is still paused', async () => {
  await configured('sms', 'other')
  await change('paused', 'person', '2026-11-21T10:00:00Z')
  await configured('other')
  expect(await state()).toBeUndefined()
  await configured('sms', 'other')
  expect(await state()).toMatchObject({ state: 'paused', pausedBy: 'person', reason: 'Stop.' })
})

test("an old word of a provider, worked on late, does not undo a newer one, and never a person's", async () => {
  expect(await change('active', 'provider', '2026-11-21T11:00:00Z')).toBe(false)
  await change('active', 'person', '2026-11-21T12:00:00Z')
  expect(await change('paused', 'provider', '2026-11-21T11:59:00Z')).toBe(false)
  expect(await change('paused', 'provider', '2026-11-21T12:01:00Z')).toBe(true)
  expect(await change('active', 'provider', '2026-11-21T12:02:00Z')).toBe(true)
  expect(await state()).toMatchObject({ state: 'active', pausedBy: null, reason: null })
})
