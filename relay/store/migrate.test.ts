import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/database.ts'
import { until } from '../../test/until.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  // The test database comes with the product's tables; these tests begin with none.
  await query('drop schema public cascade')
  await query('create schema public')
})

afterEach(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

const query = async (statement: string) => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql)

test('new files are applied in order, once', async () => {
  write('0002-second.sql', 'insert into note values (2); insert into note values (3);')
  write('0001-first.sql', 'create table note (id integer); insert into note values (1);')
  expect(await migrate(database.url, folder)).toEqual(['0001-first.sql', '0002-second.sql'])
  expect(await migrate(database.url, folder)).toEqual([])
  write('0003-third.sql', 'insert into note values (4)')
  expect(await migrate(database.url, folder)).toEqual(['0003-third.sql'])
  expect(await query('select id from note order by id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }])
})

test('relays that start together apply each file once', async () => {
  write('0001-first.sql', 'create table note (id integer); insert into note values (1);')
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, folder)))
  expect(applied.flat()).toEqual(['0001-first.sql'])
  expect(await query('select id from note')).toEqual([{ id: 1 }])
})

test('a file that fails is taken back whole and tried again next time', async () => {
  write('0001-first.sql', 'create table note (id integer)')
  write('0002-second.sql', 'insert into note values (1); insert into nowhere values (1);')
  await expect(migrate(database.url, folder)).rejects.toThrow(
    '0002-second.sql failed and was taken back: relation "nowhere"',
  )
  expect(await query('select id from note')).toEqual([])
  write('0002-second.sql', 'insert into note values (2)')
  expect(await migrate(database.url, folder)).toEqual(['0002-second.sql'])
})

test('a landed file that was edited or renamed is refused, other line endings are not', async () => {
  write('0001-first.sql', 'create table note (id integer);\n')
  await migrate(database.url, folder)
  write('0001-first.sql', 'create table note (id integer);\r\n')
  expect(await migrate(database.url, folder)).toEqual([])
  write('0001-first.sql', 'create table note (id bigint);\n')
  await expect(migrate(database.url, folder)).rejects.toThrow('A landed migration is never changed')
  rmSync(join(folder, '0001-first.sql'))
  write('0001-renamed.sql', 'create table note (id integer);\n')
  await expect(migrate(database.url, folder)).rejects.toThrow('0001-renamed.sql is not the one that was applied')
})

test('a database that is newer than the code is refused', async () => {
  write('0001-first.sql', 'create table note (id integer)')
  write('0002-second.sql', 'create table more (id integer)')
  await migrate(database.url, folder)
  rmSync(join(folder, '0002-second.sql'))
  await expect(migrate(database.url, folder)).rejects.toThrow('This database is newer than this Homing')
})

test('a file that slips in before a landed one, a missing one, a wrong name and a doubled number are refused', async () => {
  write('0001-first.sql', 'create table note (id integer)')
  write('0003-third.sql', 'create table more (id integer)')
  await migrate(database.url, folder)
  write('0002-late.sql', 'create table late (id integer)')
  await expect(migrate(database.url, folder)).rejects.toThrow('Give it a higher number')
  rmSync(join(folder, '0002-late.sql'))
  rmSync(join(folder, '0001-first.sql'))
  await expect(migrate(database.url, folder)).rejects.toThrow('its file is gone')
  write('first.sql', 'select 1')
  await expect(migrate(database.url, folder)).rejects.toThrow('first.sql needs a name like')
  rmSync(join(folder, 'first.sql'))
  write('0003-twice.sql', 'select 1')
  await expect(migrate(database.url, folder)).rejects.toThrow('have the same number')
})

test('what waits for a lock lets everybody else go first', async () => {
  write('0001-first.sql', 'create table note (id integer)')
  await migrate(database.url, folder)
  const holder = new pg.Client({ connectionString: database.url })
  await holder.connect()
  await holder.query('begin; select * from note')
  write('0002-second.sql', 'alter table note add column text text')
  const migrating = migrate(database.url, folder)
  const waits = "select 1 from pg_locks where not granted and relation = 'note'::regclass"
  await until(async () => expect(await query(waits)).toHaveLength(1))
  // Behind whoever waits for the whole table, everybody waits.
  await query("set lock_timeout = '5s'; insert into note values (1)")
  await holder.query('commit')
  await holder.end()
  expect(await migrating).toEqual(['0002-second.sql'])
})

test('what waits for the locks of many tables holds nobody up for as long as all the waiting takes', async () => {
  const held = ['b', 'c', 'd', 'e', 'f']
  write('0001-first.sql', ['a', ...held].map((name) => `create table ${name} (id integer);`).join('\n'))
  await migrate(database.url, folder)
  write('0002-second.sql', ['a', ...held].map((name) => `alter table ${name} add column text text;`).join('\n'))
  const holding = held.map(async (name) => {
    const holder = new pg.Client({ connectionString: database.url })
    await holder.connect()
    await holder.query(`begin; select * from ${name}`)
    return { name, holder }
  })
  const holders = await Promise.all(holding)
  const migrating = migrate(database.url, folder)
  const letGo = holders.map(async ({ name, holder }) => {
    const waits = `select 1 from pg_locks where not granted and relation = '${name}'::regclass`
    await until(async () => expect(await query(waits)).toHaveLength(1))
    await holder.query('select pg_sleep(0.3); commit')
    await holder.end()
  })
  let over = false
  const writing = (async () => {
    while (!over) await query("set lock_timeout = '1s'; insert into a values (1)")
  })()
  await Promise.all(letGo).finally(() => (over = true))
  await writing
  expect(await migrating).toEqual(['0002-second.sql'])
})

test('an index whose building was interrupted is built anew', async () => {
  write('0001-first.sql', 'create table note (id integer); insert into note values (1), (1)')
  await migrate(database.url, folder)
  await expect(query('create unique index concurrently note_id on note (id)')).rejects.toThrow('could not create')
  await query('delete from note')
  write(
    '0002-second.sql',
    "-- concurrently\n-- one; of them\ncreate unique index concurrently if not exists note_id on note (id);\ndo $$ begin perform ';'; commit; end $$;\n",
  )
  expect(await migrate(database.url, folder)).toEqual(['0002-second.sql'])
  expect(await query("select indisvalid from pg_index where indexrelid = 'note_id'::regclass")).toEqual([
    { indisvalid: true },
  ])
})

test('who waits for another that migrates says for whom, and gives up with a sentence', async () => {
  write('0001-first.sql', 'create table note (id integer)')
  const other = new pg.Client({ connectionString: database.url, application_name: 'a relay that hangs' })
  await other.connect()
  await other.query('select pg_advisory_lock(7206411002)')
  const told: object[] = []
  const waiting = migrate(database.url, folder, (fields) => void told.push(fields), { first: 100, all: 600 })
  await expect(waiting).rejects.toThrow(/does not come to an end: a relay that hangs \(process \d+ of the server/)
  expect(told).toMatchObject([{ waitsFor: expect.stringContaining('a relay that hangs'), next: 'lock', in: 100 }])
  const again = migrate(database.url, folder)
  await other.end()
  expect(await again).toEqual(['0001-first.sql'])
})

test('an index that waits for an old snapshot is built when that ends, while another relay waits for it', async () => {
  write('0001-first.sql', 'create table note (id integer)')
  await migrate(database.url, folder)
  write('0002-index.sql', '-- concurrently\ncreate index concurrently if not exists note_id on note (id);')
  const old = new pg.Client({ connectionString: database.url })
  await old.connect()
  await old.query('begin isolation level repeatable read; select * from note')
  const both = Promise.all([migrate(database.url, folder), migrate(database.url, folder)])
  await vi.waitFor(
    async () => expect(await query(`select 1 as there from pg_index where not indisvalid`)).toHaveLength(1),
    10_000,
  )
  await old.query('commit')
  await old.end()
  expect((await both).flat()).toEqual(['0002-index.sql'])
  expect(await query('select 1 from pg_index where not indisvalid')).toEqual([])
})
