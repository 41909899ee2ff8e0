import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { onCommit, openDatabase, type Database, type Db } from './database.ts'
import { readUnheldRole } from './portal/unheld-role.ts'

const [ours, theirs] = ['4242', '777'] as const
let own: TestDatabase
let database: Database
/** One connection for everybody, so that each finds it as another has left it. */
let single: Database
const open = (size: number) => openDatabase({ url: own.url, size, onError: () => undefined })

beforeAll(async () => {
  own = await createTestDatabase()
  database = open(4)
  single = open(1)
})
beforeEach(async () => {
  await database.query('truncate capability')
  for (const portalId of [ours, theirs]) await learn(database, portalId, `of ${portalId}`)
})
afterAll(async () => {
  await database.close()
  await single.close()
  await own.drop()
})

function learn(db: Db, portalId: string, address: string) {
  return db.query(
    `insert into capability (portal_id, channel, address, line_id, capable, source, at, expires_at)
     values ($1, 'sms', $2, 'sms', true, 'check', now(), now())`,
    [portalId, address],
  )
}

async function seen(db: Db): Promise<string[]> {
  const rows = await db.query<{ address: string }>('select address from capability order by address')
  return rows.map(({ address }) => address)
}

test('a statement says that it leaves when it has a connection, and not before', async () => {
  const said: string[] = []
  const waiting: Promise<unknown>[] = []
  await single.transaction(async (tx) => {
    waiting.push(single.query('select 1', [], () => void said.push('the other')))
    await tx.query('select 1', [], () => void said.push('first'))
    await tx.query('select 1', [], () => void said.push('second'))
  })
  await Promise.all(waiting)
  expect(said).toEqual(['first', 'second', 'the other'])
})

test('every table with a portal_id is locked, for its owner too, and in the same way', async () => {
  const tables = await database.query<{ name: string; locked: boolean; policies: string[] | null }>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as locked,
       (select array_agg(format('%s %s %s / %s', p.polpermissive, p.polcmd, pg_get_expr(p.polqual, p.polrelid),
                                pg_get_expr(p.polwithcheck, p.polrelid)))
        from pg_policy p where p.polrelid = c.oid) as policies
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where a.attname = 'portal_id' and not a.attisdropped and c.relkind in ('r', 'p')
       and c.relnamespace = current_schema()::regnamespace`,
  )
  expect(tables.length).toBeGreaterThan(20)
  const setting = `current_setting('homing.portal'::text, true)`
  const policy = `CASE ${setting} WHEN '*'::text THEN true WHEN ''::text THEN false ELSE (portal_id = (${setting})::bigint) END`
  const open = tables.flatMap(({ name, locked, policies }) =>
    locked && policies?.join().replaceAll(/\s+/g, ' ') === `t * ${policy} / ${policy}`
      ? []
      : [`${name}: its migration must say "call keep_apart('${name}')"`],
  )
  expect(open).toEqual([])
})

test('a connection that says nothing sees nothing and adds nothing', async () => {
  const client = new pg.Client({ connectionString: own.url })
  await client.connect()
  try {
    const raw: Db = {
      async query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]) {
        return (await client.query<Row>(text, values)).rows
      },
    }
    expect(await seen(raw)).toEqual([])
    await expect(learn(raw, ours, 'new')).rejects.toThrow('row-level security')
  } finally {
    await client.end()
  }
})

test('what forgets to name its account reads and changes rows of its own only', async () => {
  const portal = database.forPortal(ours)
  expect(await seen(portal)).toEqual(['of 4242'])
  await portal.query(`update capability set reason = 'changed'`)
  expect(await database.query('select portal_id from capability where reason is not null')).toEqual([
    { portal_id: ours },
  ])
  await portal.query('delete from capability')
  expect(await seen(database)).toEqual(['of 777'])
})

test('what names another account finds nothing, adds nothing and gives nothing away', async () => {
  const portal = database.forPortal(ours)
  expect(await portal.query('select * from capability where portal_id = $1', [theirs])).toEqual([])
  await expect(learn(portal, theirs, 'ours')).rejects.toThrow('row-level security')
  await expect(portal.query('update capability set portal_id = $1', [theirs])).rejects.toThrow('row-level security')
  expect(await seen(database)).toEqual(['of 4242', 'of 777'])
})

test('whoever is given a connection that another used sees its own', async () => {
  const handles = [single.forPortal(ours), single, single.forPortal(theirs), single.forPortal(ours), single]
  const all = ['of 4242', 'of 777']
  const expected = [['of 4242'], all, ['of 777'], ['of 4242'], all]
  for (const [index, handle] of handles.entries()) expect(await seen(handle)).toEqual(expected[index])
  for (const [index, handle] of handles.entries()) {
    expect(await handle.transaction((tx: Db) => seen(tx))).toEqual(expected[index])
    expect(await seen(handles.at(index - 1)!)).toEqual(expected.at(index - 1))
  }
})

test('a transaction that fails leaves no view behind', async () => {
  const portal = single.forPortal(ours)
  const fails = async (tx: Db) => {
    await tx.query('delete from capability')
    await tx.query('select 1 / 0')
  }
  for (const before of [single, portal]) {
    for (const failing of [single, portal, single.forPortal(theirs)]) {
      await seen(before)
      await expect(failing.transaction(fails)).rejects.toThrow('division by zero')
      expect(await seen(single)).toEqual(['of 4242', 'of 777'])
      await expect(failing.transaction(fails)).rejects.toThrow('division by zero')
      expect(await seen(portal)).toEqual(['of 4242'])
    }
  }
})

test('a statement that fails leaves no view behind', async () => {
  const portal = single.forPortal(ours)
  await expect(single.query('select 1 / 0')).rejects.toThrow('division by zero')
  expect(await seen(portal)).toEqual(['of 4242'])
  await expect(portal.query('select 1 / 0')).rejects.toThrow('division by zero')
  expect(await seen(single.forPortal(theirs))).toEqual(['of 777'])
})

test('a transaction of all accounts turns to one of them and back, also with everything asked at once', async () => {
  await single.transaction(async (tx) => {
    const portal = tx.forPortal(ours)
    expect(await seen(portal)).toEqual(['of 4242'])
    expect(await seen(tx)).toEqual(['of 4242', 'of 777'])
    const at = await Promise.all([portal, tx, tx.forPortal(theirs), portal].map(seen))
    expect(at).toEqual([['of 4242'], ['of 4242', 'of 777'], ['of 777'], ['of 4242']])
    await learn(portal, ours, 'more of 4242')
  })
  expect(await seen(single)).toEqual(['more of 4242', 'of 4242', 'of 777'])
})

test('a transaction that is over takes no more, and ends only after all that it was asked', async () => {
  let kept: Db | undefined
  const asked: Promise<unknown>[] = []
  const failed = single.forPortal(ours).transaction(async (tx) => {
    kept = tx
    asked.push(tx.query('select pg_sleep(0.05)'), tx.query('delete from capability'))
    await Promise.reject(new Error('changed my mind'))
  })
  await expect(failed).rejects.toThrow('changed my mind')
  await expect(kept!.query('delete from capability')).rejects.toThrow('is over')
  await Promise.all(asked)
  expect(await seen(single)).toEqual(['of 4242', 'of 777'])
})

test('what is to happen after a commit happens, whichever way the transaction was asked, and only then', async () => {
  const told: string[] = []
  await single.transaction(async (tx) => {
    onCommit(tx, () => told.push('wide'))
    onCommit(tx.forPortal(ours), () => told.push('turned'))
    await tx.query('select 1')
    expect(told).toEqual([])
  })
  await single.forPortal(ours).transaction(async (tx) => onCommit(tx, () => told.push('portal')))
  const gone = single.transaction(async (tx) => {
    onCommit(tx.forPortal(ours), () => told.push('never'))
    throw new Error('changed my mind')
  })
  await expect(gone).rejects.toThrow('changed my mind')
  expect(told).toEqual(['wide', 'turned', 'portal'])
})

test('accounts that ask at once over few connections never see what is not theirs', async () => {
  const few = open(2)
  try {
    const handles = { [ours]: few.forPortal(ours), [theirs]: few.forPortal(theirs) }
    const wrong: unknown[] = []
    const asks = Array.from({ length: 300 }, async (_, index) => {
      const portalId = Math.random() < 0.5 ? ours : theirs
      const handle = handles[portalId]
      const way = Math.floor(Math.random() * 4)
      const look = (db: Db) => seen(db).then((rows) => [...new Set(rows)])
      const found =
        way === 0
          ? await handle.transaction(look)
          : way === 1
            ? await few.transaction((tx) => look(tx.forPortal(portalId)))
            : way === 2
              ? await handle.query('select 1 / 0').then(
                  () => [],
                  () => look(handle),
                )
              : await look(handle)
      if (found.join() !== `of ${portalId}`) wrong.push({ index, way, portalId, found })
    })
    await Promise.all(asks)
    expect(wrong).toEqual([])
  } finally {
    await few.close()
  }
})

test('a role that the policies do not hold back is named', async () => {
  expect(await readUnheldRole(database)).toBeNull()
  await expect(
    database.transaction(async (tx) => {
      await tx.query('alter table message no force row level security')
      throw new Error(`It is ${await readUnheldRole(tx)}.`)
    }),
  ).rejects.toThrow(/^It is (?!null)\S+\.$/)
})

test.each(['*', '', '00', '-1', "1'; select 1", '1 ', '12345678901234567890'])('%j is no account', (portalId) => {
  expect(() => database.forPortal(portalId)).toThrow('is not the id of an account')
})
