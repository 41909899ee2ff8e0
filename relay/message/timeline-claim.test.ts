import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { moveClock } from '../../test/move-clock.ts'
import { ownDatabase } from '../../test/own-database.ts'
import { until } from '../../test/until.ts'
import { newId } from '../store/id.ts'
import { dismissEntry } from './dismiss-entry.ts'
import { claimCreations, claimDoubtful, claimUpdates, hasTime, type ClaimedEntry } from './timeline-claim.ts'
import { parkEntries, releaseCreations, releaseUpdates, storeWritten } from './written-entry.ts'
import { untilNextEntry } from './until-next-entry.ts'
import { wantTimeline } from './want-timeline.ts'

const { database } = await ownDatabase()
afterEach(() => moveClock(database, '0 seconds'))

/** Messages with entries that are due in so many milliseconds. An account for each test. */
async function arrived(portalId: string, count: number, due = 0): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  await database.forPortal(portalId).query(
    `with moved as (
       insert into message (portal_id, id, direction, source, contact_id, line_id, channel, address, body, status,
                            created_at, changed_at)
       select $1, id, 'inbound', 'reply', 7, 'sms', 'sms', '+12025550143', 'Hello', 'sent', instant(), instant()
       from unnest($2::uuid[]) as x(id) returning portal_id, id, contact_id, channel, source
     ) ${wantTimeline('moved', { first: '$3', change: '$3' })}`,
    [portalId, ids, due],
  )
  return ids
}

/** The messages have this status, and their timelines want it. */
const change = (portalId: string, ids: string[], status: string) =>
  database.forPortal(portalId).query(
    `with moved as (
       update message set status = $3 where portal_id = $1 and id = any($2::uuid[])
       returning portal_id, id, contact_id, channel, source
     ) ${wantTimeline('moved', { first: '0', change: '0' })}`,
    [portalId, ids, status],
  )

const claim = () => ({ batchId: randomUUID(), lease: 60_000, doubt: 60_000 })
const overdue = 1_000
const why = { delay: 0, reason: 'HubSpot cannot be reached', hindrance: null }

/** As HubSpot has them now. */
const written = (entries: ClaimedEntry[]) =>
  entries.map(({ messageId, wanted, rewrite }) => ({ messageId, wanted, rewrite, engagementId: `e-${messageId}` }))

/** Messages whose entries stand in HubSpot with everything. */
async function recorded(portalId: string, count: number): Promise<string[]> {
  const ids = await arrived(portalId, count)
  const first = claim()
  const entries = await claimCreations(database.forPortal(portalId), { ...first, overdue })
  await storeWritten(database.forPortal(portalId), first, written(entries), 0)
  return ids
}

describe('entries to create', () => {
  test('what another has taken over in the meantime, to look whether it is there, is not given back to be created', async () => {
    const portal = database.forPortal('1')
    await arrived('1', 2)
    const first = claim()
    const ids = (await claimCreations(portal, { ...first, overdue })).map(({ messageId }) => messageId)
    expect(ids).toHaveLength(2)
    await moveClock(database, '61 seconds')
    const second = claim()
    expect(await claimDoubtful(portal, second)).toHaveLength(2)

    await releaseCreations(portal, first, ids, null)
    expect(await claimCreations(portal, { ...claim(), overdue: 0 })).toEqual([])
    await releaseCreations(portal, second, ids, null)
    expect(await claimCreations(portal, { ...claim(), overdue: 0 })).toHaveLength(2)
  })

  test('of more than one call holds, a call waits until it is full, and no entry waits for that without end', async () => {
    const portal = database.forPortal('2')
    await arrived('2', 60)
    await arrived('2', 60, 15_000)
    expect(await claimCreations(portal, { ...claim(), overdue: 10_000 })).toEqual([])
    await moveClock(database, '11 seconds')
    expect(await claimCreations(portal, { ...claim(), overdue: 10_000 })).toHaveLength(60)
  })

  test('what fits into one call goes together, though some of it is not due yet', async () => {
    await arrived('3', 10)
    await arrived('3', 20, 5_000)
    expect(await claimCreations(database.forPortal('3'), { ...claim(), overdue })).toHaveLength(30)
  })

  test('whoever comes late with what it has created learns that there are two', async () => {
    const portal = database.forPortal('4')
    const [id = ''] = await arrived('4', 1)
    const [first, second, third] = [claim(), claim(), claim()]
    const [entry] = await claimCreations(portal, { ...first, overdue })
    await moveClock(database, '61 seconds')
    await claimDoubtful(portal, second)
    await releaseCreations(portal, second, [id], null)
    const again = await claimCreations(portal, { ...third, overdue: 0 })
    expect(await storeWritten(portal, third, written(again), 0)).toEqual([])
    const late = { messageId: id, wanted: 1, rewrite: null, engagementId: 'another' }
    expect(entry?.messageId).toBe(id)
    expect(await storeWritten(portal, first, [late], 0)).toEqual([id])
    // What stands in the database is written once more, whichever of them HubSpot shows.
    expect(await claimUpdates(portal, claim())).toMatchObject([{ engagementId: `e-${id}` }])
  })
})

describe('entries to change', () => {
  test('what is written is what the message was when it was taken, whatever changed while it was', async () => {
    const portal = database.forPortal('11')
    const ids = await recorded('11', 1)
    await change('11', ids, 'sent')
    // Whoever takes entries now has its view, and waits before it locks them.
    await database.query(
      `create or replace function instant() returns timestamptz language plpgsql stable parallel safe as $$
       begin perform pg_advisory_xact_lock_shared(9); return statement_timestamp(); end $$`,
    )
    let taking: Promise<ClaimedEntry[]> = Promise.resolve([])
    await database.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(9)')
      taking = claimUpdates(portal, claim())
      await until(async () => {
        const rows = await database.query("select 1 from pg_locks where locktype = 'advisory' and not granted")
        expect(rows).not.toEqual([])
      })
      await tx.query("update message set status = 'delivered' where id = any($1::uuid[])", [ids])
      await tx.query('update timeline_entry set wanted = wanted + 1 where message_id = any($1::uuid[])', [ids])
    })
    expect(await taking).toMatchObject([{ status: 'delivered', wanted: 3 }])
  })

  test('a change while an entry is written neither ends its turn nor is forgotten', async () => {
    const portal = database.forPortal('12')
    const ids = await recorded('12', 3)
    await change('12', ids, 'delivered')
    const first = claim()
    const entries = await claimUpdates(portal, first)
    expect(entries).toHaveLength(3)
    await change('12', ids, 'read')
    expect(await claimUpdates(portal, claim())).toEqual([])
    expect(await untilNextEntry(portal)).toBeGreaterThan(50_000)
    await storeWritten(portal, first, written(entries), 0)
    expect(await claimUpdates(portal, claim())).toMatchObject(ids.map(() => ({ status: 'read', rewrite: null })))
  })

  test('what HubSpot refused and a person dismissed does not come back', async () => {
    const portal = database.forPortal('18')
    const [id = ''] = await recorded('18', 1)
    await change('18', [id], 'delivered')
    const first = claim()
    expect(await claimUpdates(portal, first)).toHaveLength(1)
    await parkEntries(portal, first, [{ messageId: id, reason: 'no' }], 'known')
    expect(await dismissEntry(portal, id)).toBe(true)
    await moveClock(database, '10 minutes')
    expect(await untilNextEntry(portal)).toBeNull()
    expect(await claimUpdates(portal, claim())).toEqual([])
  })

  test('a write that was given up is followed by the newest at once, and once more when it can have landed', async () => {
    const portal = database.forPortal('13')
    const ids = await recorded('13', 1)
    await change('13', ids, 'delivered')
    const first = claim()
    await releaseUpdates(portal, first, await claimUpdates(portal, first), { ...why, mayLand: true })
    const second = claim()
    const again = await claimUpdates(portal, second)
    expect(again).toMatchObject([{ rewrite: { when: 'later' }, attempts: 2 }])
    await storeWritten(portal, second, written(again), 0)
    expect(await claimUpdates(portal, claim())).toEqual([])
    expect(await untilNextEntry(portal)).toBeGreaterThan(50_000)

    await moveClock(database, '61 seconds')
    const third = claim()
    const last = await claimUpdates(portal, third)
    expect(last).toMatchObject([{ status: 'delivered', rewrite: { when: 'due' } }])
    await storeWritten(portal, third, written(last), 0)
    expect(await untilNextEntry(portal)).toBeNull()
  })

  test('a message that is being sent again is told as that', async () => {
    const portal = database.forPortal('17')
    const ids = await recorded('17', 1)
    await change('17', ids, 'queued')
    await portal.query(`insert into delivery (portal_id, message_id, line_id, state, due_at, since)
      select portal_id, id, 'sms', 'sending', instant(), instant() from message`)
    expect(await claimUpdates(portal, claim())).toMatchObject([{ status: 'sending' }])
  })

  test('a write that surely did not happen is owed nothing', async () => {
    const portal = database.forPortal('14')
    const ids = await recorded('14', 1)
    await change('14', ids, 'delivered')
    const [first, second] = [claim(), claim()]
    await releaseUpdates(portal, first, await claimUpdates(portal, first), { ...why, mayLand: false })
    await storeWritten(portal, second, written(await claimUpdates(portal, second)), 0)
    expect(await untilNextEntry(portal)).toBeNull()
  })

  test('whoever writes and is never heard of again counts as given up when its lease ends', async () => {
    const portal = database.forPortal('15')
    const ids = await recorded('15', 1)
    await change('15', ids, 'delivered')
    const lost = claim()
    const gone = await claimUpdates(portal, lost)
    expect(await hasTime(portal, lost, ids[0] ?? '')).toBe(true)
    await moveClock(database, '61 seconds')
    expect(await hasTime(portal, lost, ids[0] ?? '')).toBe(false)
    const second = claim()
    const again = await claimUpdates(portal, second)
    expect(again).toMatchObject([{ rewrite: { when: 'later' } }])
    await storeWritten(portal, second, written(again), 0)
    expect(await claimUpdates(portal, claim())).toEqual([])
    await moveClock(database, '182 seconds')
    const third = claim()
    await storeWritten(portal, third, written(await claimUpdates(portal, third)), 0)
    expect(await untilNextEntry(portal)).toBeNull()

    // It comes back to life and says what it wrote then: perhaps over what is newer.
    await storeWritten(portal, lost, written(gone), 0)
    expect(await claimUpdates(portal, claim())).toHaveLength(1)
  })

  test('what somebody wrote too late is written once more though another write was under way', async () => {
    const portal = database.forPortal('16')
    const ids = await recorded('16', 1)
    await change('16', ids, 'delivered')
    const lost = claim()
    const gone = await claimUpdates(portal, lost)
    await moveClock(database, '61 seconds')
    const second = claim()
    const again = await claimUpdates(portal, second)
    await storeWritten(portal, lost, written(gone), 0)
    await storeWritten(portal, second, written(again), 0)
    expect(await claimUpdates(portal, claim())).toHaveLength(1)
  })
})

test('entries of a clock that was ahead for a day, and then was put back, are due at once', async () => {
  const portal = database.forPortal('21')
  const ids = await recorded('21', 2)
  await moveClock(database, '1 day')
  await arrived('21', 2, 2_000)
  await change('21', ids, 'delivered')
  const first = claim()
  await releaseUpdates(portal, first, await claimUpdates(portal, first), { ...why, mayLand: true })
  await moveClock(database, '0 seconds')
  expect(await untilNextEntry(portal)).toBe(0)
  expect(await claimCreations(portal, { ...claim(), overdue })).toHaveLength(2)
  expect(await claimUpdates(portal, claim())).toHaveLength(2)
})
