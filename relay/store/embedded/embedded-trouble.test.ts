import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { until } from '../../../test/until.ts'
import { cluster } from './cluster.ts'
import { ensureRunning } from './ensure-running.ts'
import { homeFolder } from './home-folder.ts'
import { openEmbedded } from './open-embedded.ts'
import { removeEmbedded } from './remove-embedded.ts'

vi.setConfig({ testTimeout: 60_000 })

let dataDir: string
let told: { fields: object; message: string }[]
const tell = (fields: object, message: string) => void told.push({ fields, message })
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'homing-embedded-'))
  chmodSync(dataDir, 0o711)
  told = []
})
afterEach(async () => {
  if (statSync(dataDir).isDirectory()) await removeEmbedded(dataDir)
  rmSync(dataDir, { recursive: true })
})

test('a lock file that a power cut left empty costs a moment and is told of', async () => {
  const first = await openEmbedded({ dataDir })
  await first.stop()
  const since = performance.now()
  writeFileSync(join(dataDir, 'postgres', 'cluster', 'data', 'postmaster.pid'), '')
  const again = await openEmbedded({ dataDir, tell })
  expect(performance.now() - since).toBeLessThan(30_000)
  expect(told.map(({ message }) => message).join()).toContain('postmaster.pid is empty, as a power cut leaves it')
  await again.stop()
})

test('a server that is frozen is said to be so, with what to do', async () => {
  const first = await openEmbedded({ dataDir })
  process.kill(first.pid, 'SIGSTOP')
  try {
    const waiting = ensureRunning(await cluster(homeFolder(dataDir)), { limitMs: 2_500, tell })
    await expect(waiting).rejects.toThrow(`its process ${first.pid} does not let us in`)
    expect(told).toMatchObject([{ fields: { next: 'join', reason: expect.stringContaining('does not answer') } }])
  } finally {
    process.kill(first.pid, 'SIGCONT')
  }
  await first.stop()
})

test("what the server itself has trouble with is told, and a statement's mistake is not", async () => {
  const open = await openEmbedded({ dataDir, tell })
  const client = new pg.Client({ connectionString: open.url })
  client.on('error', () => undefined)
  await client.connect()
  await expect(client.query(`select 'Ada'::integer`)).rejects.toThrow('invalid input')
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
  await until(() => expect(JSON.stringify(told)).toContain('was terminated by signal 9'))
  expect(JSON.stringify(told)).not.toContain('Ada')
  await client.end().catch(() => undefined)
  await open.stop()
})

test('a data folder that is a file is one sentence', async () => {
  rmSync(dataDir, { recursive: true })
  writeFileSync(dataDir, '')
  await expect(openEmbedded({ dataDir })).rejects.toThrow('is no folder. Move it away, or set DATA_DIR')
})

const nobody = { uid: 65534, gid: 65534 }
const elsewhere = join(import.meta.dirname, 'open-elsewhere.ts')
const nobodyMayRead =
  process.getuid?.() === 0 && spawnSync('/usr/bin/test', ['-r', elsewhere], { ...nobody, cwd: '/' }).status === 0

test.runIf(nobodyMayRead)("another user's folder is said to be another's", () => {
  const run = spawnSync(process.execPath, [elsewhere, dataDir], { ...nobody, encoding: 'utf8', timeout: 15_000 })
  expect(run.stderr).toContain('belongs to another user than')
})
