import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openEmbedded } from './open-embedded.ts'
import { removeEmbedded } from './remove-embedded.ts'

vi.setConfig({ testTimeout: 60_000 })

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'homing-embedded-'))
  chmodSync(dataDir, 0o711)
})
afterEach(async () => {
  await removeEmbedded(dataDir)
  rmSync(dataDir, { recursive: true })
})

const inCluster = (name: string) => join(dataDir, 'postgres', 'cluster', name)
const kept = (name: string) => readFileSync(inCluster(name), 'utf8').trim()

/** What somebody of this machine hears who comes to this server's port under this name. */
async function comeAs(url: string, user: string, password: string, work = 'select 1'): Promise<string> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    user,
    password,
    database: 'postgres',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(work)
    return 'let in'
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).message
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** That the superuser has a password of its own, which only its file tells, and nobody comes in without one. */
async function expectLocked(url: string): Promise<void> {
  const product = new URL(url).password
  expect(kept('superuser-password')).toMatch(/^[0-9a-f]{48}$/)
  expect(kept('superuser-password')).not.toBe(product)
  for (const name of ['superuser-password', 'password']) expect(statSync(inCluster(name)).mode & 0o777).toBe(0o600)
  expect(await comeAs(url, 'postgres', kept('superuser-password'))).toBe('let in')
  expect(await comeAs(url, 'homing', product)).toBe('let in')
  for (const wrong of [product, 'postgres', 'homing']) expect(await comeAs(url, 'postgres', wrong)).toBe('28P01')
  expect(await comeAs(url, 'postgres', '')).not.toBe('let in')
  expect(await comeAs(url, 'homing', '')).not.toBe('let in')
  const { rows } = await asSuperuser(url, 'select distinct auth_method from pg_hba_file_rules')
  expect(rows).toEqual([{ auth_method: 'scram-sha-256' }])
}

async function asSuperuser(url: string, ...statements: string[]): Promise<pg.QueryResult> {
  const password = kept('superuser-password')
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    user: 'postgres',
    password,
    database: 'postgres',
  })
  await client.connect()
  try {
    const results = []
    for (const statement of statements) results.push(await client.query(statement))
    return results.at(-1)!
  } finally {
    await client.end()
  }
}

/** Makes the folder as an older Homing left it: the superuser has the password of the relay's own role. */
async function leaveAsBefore(rules?: string): Promise<string> {
  const first = await openEmbedded({ dataDir })
  await comeAs(first.url, 'homing', new URL(first.url).password, 'create table kept as select 42 as answer')
  await asSuperuser(first.url, `alter role postgres password '${new URL(first.url).password}'`)
  await first.stop()
  rmSync(inCluster('superuser-password'))
  if (rules !== undefined) writeFileSync(inCluster('data/pg_hba.conf'), rules)
  return first.url
}

test('a new database has a superuser whose password nobody else has', async () => {
  const open = await openEmbedded({ dataDir })
  await expectLocked(open.url)
  expect(await comeAs(open.url, 'homing', new URL(open.url).password, "select pg_read_file('PG_VERSION')")).toBe(
    '42501',
  )
  await open.stop()
})

test('one of before gets it at its next start, and the relay goes on with its own', async () => {
  const url = await leaveAsBefore()
  const open = await openEmbedded({ dataDir })
  expect(open.url).toBe(url)
  await expectLocked(open.url)
  await open.stop()
  const again = await openEmbedded({ dataDir })
  await expectLocked(again.url)
  await again.stop()
})

test.each([
  ['everybody', 'host all all 127.0.0.1/32 trust\n'],
  ['everybody from anywhere', 'local all all trust\nhost all all all trust\n'],
  ['whoever says so', 'host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n'],
])('one that let in %s without a password does not any more', async (_, rules) => {
  await leaveAsBefore(rules)
  const open = await openEmbedded({ dataDir })
  await expectLocked(open.url)
  await open.stop()
})

test('ended between the file and the server, it is done at the next start', async () => {
  await leaveAsBefore()
  writeFileSync(inCluster('superuser-password'), `${'0123456789abcdef'.repeat(3)}\n`, { mode: 0o644 })
  const open = await openEmbedded({ dataDir })
  expect(kept('superuser-password')).toBe('0123456789abcdef'.repeat(3))
  await expectLocked(open.url)
  await open.stop()
})

test('several that open one of before at once all get in', async () => {
  await leaveAsBefore('host all all 127.0.0.1/32 trust\n')
  const opened = await Promise.all(Array.from({ length: 4 }, () => openEmbedded({ dataDir })))
  await expectLocked(opened[0]?.url ?? '')
  for (const one of opened) await one.stop()
})
