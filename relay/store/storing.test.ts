import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { expect, test } from 'vitest'
import { until } from '../../test/until.ts'
import { openDatabase, type Database } from './database.ts'
import { openEmbedded } from './embedded/open-embedded.ts'
import { removeEmbedded } from './embedded/remove-embedded.ts'
import { createStoring } from './storing.ts'

const log = pino({ level: 'silent' })

test('many that ask at once cost one look, and one that hangs is not joined by others', async () => {
  let looks = 0
  let free: () => void = () => undefined
  const hangs = new Promise<never>((_resolve, reject) => (free = () => reject(new Error('cut off'))))
  const database = {
    transaction: () => {
      looks += 1
      return looks === 1 ? Promise.resolve() : hangs
    },
  } as unknown as Database
  const missing = createStoring(database, log)
  expect(await Promise.all(Array.from({ length: 50 }, () => missing()))).toEqual(Array.from({ length: 50 }, () => []))
  expect(looks).toBe(1)
  await until(async () => expect(await missing()).toEqual(['database']))
  await until(async () => {
    expect(await missing()).toEqual(['database'])
  })
  expect(looks).toBe(2)
  free()
})

/** Where a small disk of one's own can be had, which needs root and a machine that lets it mount. */
const disk = mkdtempSync(join(tmpdir(), 'homing-disk-'))
const mounted =
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=711', 'tmpfs', disk], { stdio: 'ignore' }).status === 0
if (!mounted) rmSync(disk, { recursive: true })

test.runIf(mounted)('a full disk is missing until there is room again', async () => {
  const embedded = await openEmbedded({ dataDir: disk })
  const database = openDatabase({ url: embedded.url, onError: () => undefined })
  try {
    const missing = createStoring(database, log)
    expect(await missing()).toEqual([])
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'filled'), Buffer.alloc(bavail * bsize - bsize))
    await until(async () => expect(await missing()).toEqual(['disk_space']))
    rmSync(join(disk, 'filled'))
    await until(async () => expect(await missing()).toEqual([]))
  } finally {
    await database.close()
    await embedded.stop()
    await removeEmbedded(disk)
    execFileSync('umount', [disk])
    rmSync(disk, { recursive: true })
  }
})
