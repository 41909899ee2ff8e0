import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './database.ts'

const tablesIn = async (url: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  )
  await client.end()
  return rows.map(({ name }) => name)
}

test('each test file gets a migrated database of its own', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()])
  const client = new pg.Client({ connectionString: one.url })
  await client.connect()
  await client.query('create table only_here (id integer)')
  await client.end()
  expect(await tablesIn(one.url)).toEqual(expect.arrayContaining(['migration', 'only_here']))
  expect(await tablesIn(other.url)).not.toContain('only_here')
  await Promise.all([one.drop(), other.drop()])
  await expect(tablesIn(one.url)).rejects.toThrow('does not exist')
})
