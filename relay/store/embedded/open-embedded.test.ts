import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openEmbedded } from './open-embedded.ts'
import { removeEmbedded } from './remove-embedded.ts'

let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'homing-embedded-'))
  chmodSync(dataDir, 0o711)
})

afterEach(async () => {
  await removeEmbedded(dataDir)
  rmSync(dataDir, { recursive: true })
})

const query = async (url: string, statement: string) => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

type Elsewhere = { child: ChildProcess; url: string; pid: number }
const openElsewhereFile = join(import.meta.dirname, 'open-elsewhere.ts')

/** Another process that opens the same folder and keeps it open, and what it opened. */
const openElsewhere = async (user?: { uid: number; gid: number }): Promise<Elsewhere> => {
  const child = spawn(process.execPath, [openElsewhereFile, dataDir], { ...user, stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ...(JSON.parse(line) as { url: string; pid: number }) }
  }
  throw new Error('the other process ended without a line')
}

/** An ended process keeps its number until its parent has taken notice. */
const isGone = (pid: number) => vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5_000, interval: 20 })

const exitOf = async (child: ChildProcess) => child.exitCode ?? child.signalCode ?? (await once(child, 'exit'))

test('what was stored is there after stop and reopen, and durability is on', async () => {
  const first = await openEmbedded({ dataDir })
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()
  await isGone(first.pid)
  await expect(query(first.url, 'select 1')).rejects.toThrow('ECONNREFUSED')

  const again = await openEmbedded({ dataDir })
  expect(again.url).toBe(first.url)
  expect(await query(again.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    expect(await query(again.url, `show ${setting}`)).toEqual([{ [setting]: 'on' }])
  }
  await again.stop()
})

test('a server left behind by a killed relay is joined, and stopped by the one that joined it', async () => {
  const other = await openElsewhere()
  await query(other.url, 'create table kept as select 1 as answer')
  other.child.kill('SIGKILL')
  await exitOf(other.child)

  const joined = await openEmbedded({ dataDir })
  expect(joined).toMatchObject({ pid: other.pid, url: other.url })
  expect(await query(joined.url, 'select answer from kept')).toEqual([{ answer: 1 }])
  await joined.stop()
  await isGone(other.pid)
})

test('of two relays that open a new folder at once, both use one server and the last one out stops it', async () => {
  const [mine, other] = await Promise.all([openEmbedded({ dataDir }), openElsewhere()])
  expect(mine).toMatchObject({ pid: other.pid, url: other.url })
  await expect(removeEmbedded(dataDir)).rejects.toThrow('in use by another process')

  await mine.stop()
  expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }])
  other.child.stdin?.end()
  await exitOf(other.child)
  await isGone(other.pid)
})

test('a server that is killed comes back on the same port with everything committed', async () => {
  const restarts: number[] = []
  const other = await openElsewhere()
  const mine = await openEmbedded({ dataDir, onRestart: (pid) => restarts.push(pid) })
  await query(mine.url, 'create table kept as select 7 as answer')
  process.kill(mine.pid, 'SIGKILL')

  await vi.waitFor(() => expect(restarts).toHaveLength(1), { timeout: 15_000, interval: 20 })
  expect(mine.pid).not.toBe(other.pid)
  expect(await query(mine.url, 'select answer from kept')).toEqual([{ answer: 7 }])
  // The other relay came back to the same server, so it still counts as a user of it.
  const keepers = "select count(*)::int as users from pg_stat_activity where application_name = 'homing keeper'"
  await vi.waitFor(async () => expect(await query(mine.url, keepers)).toEqual([{ users: 2 }]), { timeout: 10_000 })
  other.child.stdin?.end()
  await exitOf(other.child)
  expect(isAlive(mine.pid)).toBe(true)
  await mine.stop()
})

test('when relay and server are killed together the next start recovers', async () => {
  const other = await openElsewhere()
  await query(other.url, 'create table kept as select 9 as answer')
  other.child.kill('SIGKILL')
  process.kill(other.pid, 'SIGKILL')

  const next = await openEmbedded({ dataDir })
  expect(next.pid).not.toBe(other.pid)
  expect(await query(next.url, 'select answer from kept')).toEqual([{ answer: 9 }])
  await next.stop()
})

test('stopping while the server is being brought back leaves nothing running', async () => {
  const mine = await openEmbedded({ dataDir })
  process.kill(mine.pid, 'SIGKILL')
  await mine.stop()
  await isGone(mine.pid)
})

test('a lock file that names some other program does not stand in the way', async () => {
  const first = await openEmbedded({ dataDir })
  await first.stop()
  const data = join(dataDir, 'postgres', 'cluster', 'data')
  // As after a restart of a container, where the old number belongs to another process of the same user.
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n5432\n\n127.0.0.1\n1 1\nready\n`)
  const again = await openEmbedded({ dataDir })
  expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await again.stop()
})

test('data of another PostgreSQL version is refused with a sentence', async () => {
  const first = await openEmbedded({ dataDir })
  await first.stop()
  const file = join(dataDir, 'postgres', 'cluster', 'data', 'PG_VERSION')
  const version = readFileSync(file, 'utf8')
  writeFileSync(file, '17\n')
  await expect(openEmbedded({ dataDir })).rejects.toThrow('was written by PostgreSQL 17')
  writeFileSync(file, version)
})

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65534, gid: 65534 }
const nobodyMayRead =
  isRoot && spawnSync('/usr/bin/test', ['-r', openElsewhereFile], { ...nobody, cwd: '/' }).status === 0

test.runIf(isRoot)('a folder that only root may enter keeps a pointer to its database', async () => {
  chmodSync(dataDir, 0o700)
  const first = await openEmbedded({ dataDir })
  await query(first.url, 'create table kept as select 3 as answer')
  await first.stop()
  const elsewhere = readFileSync(join(dataDir, 'postgres.location'), 'utf8').trim()
  const again = await openEmbedded({ dataDir })
  expect(await query(again.url, 'select answer from kept')).toEqual([{ answer: 3 }])
  await again.stop()
  await removeEmbedded(dataDir)
  expect(existsSync(elsewhere)).toBe(false)
})

test.runIf(nobodyMayRead)(
  "an ordinary user's database is its own, and root that opens it lends itself to that user",
  async () => {
    chownSync(dataDir, nobody.uid, nobody.gid)
    const other = await openElsewhere(nobody)
    await query(other.url, 'create table kept as select 5 as answer')
    const mine = await openEmbedded({ dataDir })
    expect(mine.pid).toBe(other.pid)
    other.child.stdin?.end()
    await exitOf(other.child)
    await mine.stop()
    const again = await openEmbedded({ dataDir })
    expect(await query(again.url, 'select answer from kept')).toEqual([{ answer: 5 }])
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(nobody.uid)
    await again.stop()
  },
)
