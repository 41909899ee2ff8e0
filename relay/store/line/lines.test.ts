import { expect, test } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import { simulator } from '../../../workbench/simulator/simulator.ts'
import { changeLine, readLineStates } from './line-states.ts'
import { readHistories, storeCursor, storeLines } from './lines.ts'

const portalId = '4242'
const { database } = await ownDatabase()
const portal = database.forPortal(portalId)

const configured = (...ids: string[]) =>
  storeLines(
    portal,
    ids.map((id) => ({
      provider: simulator,
      line: { portalId, id, label: id, channel: 'sms', address: id, settings: {}, callbackUrl: '' },
    })),
  )
const change = (to: 'paused' | 'active', by: 'person' | 'relay' | 'provider', at: string) =>
  changeLine(portal, { lineId: 'sms', to, by, reason: to === 'paused' ? 'Stop.' : null, at: new Date(at) })
const state = async () => (await readLineStates(portal)).get('sms')

test('a paused line that is taken out and put back is still paused', async () => {
  await configured('sms', 'other')
  await change('paused', 'person', '2026-11-21T10:00:00Z')
  await configured('other')
  expect(await state()).toBeUndefined()
  await configured('sms', 'other')
  expect(await state()).toMatchObject({ state: 'paused', pausedBy: 'person', reason: 'Stop.' })
})

const minutesOff = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

test("an old word of a provider, worked on late, does not undo a newer one, and never a person's", async () => {
  expect(await change('active', 'provider', minutesOff(-60))).toBe(false)
  await change('active', 'person', minutesOff(0))
  expect(await change('paused', 'provider', minutesOff(-1))).toBe(false)
  expect(await change('paused', 'provider', minutesOff(1))).toBe(true)
  expect(await change('active', 'provider', minutesOff(2))).toBe(true)
  expect(await state()).toMatchObject({ state: 'active', pausedBy: null, reason: null })
})

test("what the relay decides counts by the database's clock, however wrong its own is", async () => {
  await change('active', 'person', minutesOff(0))
  expect(await change('paused', 'relay', minutesOff(-600))).toBe(true)
  expect(Math.abs(((await state())?.at?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
  await change('active', 'person', minutesOff(600))
})

test('a line that is taken out says since when, however often it is seen to be gone', async () => {
  const stateAt = async () => {
    const [row] = await portal.query<{ state: string; state_at: Date }>(
      "select state, state_at from line where portal_id = $1 and id = 'sms'",
      [portalId],
    )
    return row
  }
  await configured('other')
  const gone = await stateAt()
  expect(gone?.state).toBe('retired')
  expect(Math.abs((gone?.state_at.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
  await configured('other')
  expect(await stateAt()).toEqual(gone)
  await configured('sms', 'other')
  expect((await stateAt())?.state_at.getTime()).toBeGreaterThan(gone?.state_at.getTime() ?? 0)
})

test("a pause of the relay's that was noted before a person resumed the line, and worked off after, does nothing", async () => {
  const key = 'sms/noted'
  await portal.query(
    `insert into task (portal_id, kind, key, due_at) values ($1, 'change-line', $2, instant()) on conflict do nothing`,
    [portal.portalId, key],
  )
  const pause = () =>
    portal.transaction((tx) =>
      changeLine(tx, { lineId: 'sms', to: 'paused', by: 'relay', reason: 'Failed.', at: new Date(), noted: key }),
    )
  expect(await pause()).toBe(true)
  await portal.transaction((tx) =>
    changeLine(tx, { lineId: 'sms', to: 'active', by: 'person', reason: null, at: new Date() }),
  )
  expect(await pause()).toBe(false)
  expect((await readLineStates(portal)).get('sms')?.state).toBe('active')
})

test('a line that gets another vendor begins with its history anew, and no other change does that', async () => {
  const cursor = async () =>
    (await readHistories(database, [{ portalId, lineId: 'sms' }])).get(`${portalId}/sms`)?.cursor
  const as = (provider: string, address: string) =>
    storeLines(portal, [{ provider: { ...simulator, name: provider }, line: { id: 'sms', channel: 'sms', address } }])
  await as('simulator', 'sms')
  await storeCursor(portal, 'sms', 'as far as this')
  await as('simulator', 'another address')
  expect(await cursor()).toBe('as far as this')
  await as('another', 'another address')
  expect(await cursor()).toBeNull()
})

test('a line that only another relay knows how to use stays as it is', async () => {
  await configured('sms', 'other')
  await storeLines(portal, [], ['sms'])
  expect([...(await readLineStates(portal)).keys()]).toEqual(['sms'])
})
