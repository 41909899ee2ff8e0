import { createSecretKey } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDatabase } from '../../relay/store/database.ts'
import { openEmbedded } from '../../relay/store/embedded/open-embedded.ts'
import { removeEmbedded } from '../../relay/store/embedded/remove-embedded.ts'
import { createVault } from '../../relay/vault/vault.ts'
import { environmentOf, startRelayProcess } from '../relay-process.ts'
import { createWorld, type World } from '../world.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

let world: World
let folder: string
let file: string
beforeAll(async () => {
  world = await createWorld({ relay: false })
  folder = mkdtempSync(join(tmpdir(), 'homing-own-master-key-'))
  // The user that PostgreSQL runs as may pass.
  chmodSync(folder, 0o711)
  file = join(folder, 'master.key')
})
afterAll(async () => {
  await removeEmbedded(folder)
  rmSync(folder, { recursive: true, force: true })
  await world.close()
})

const start = () => startRelayProcess({ ...environmentOf(world.config), DATABASE_URL: '', DATA_DIR: folder })

/** As a line's token that somebody saved. */
async function seal(): Promise<void> {
  const vault = createVault({ keys: [createSecretKey(Buffer.from(readFileSync(file, 'utf8'), 'base64'))] })
  const value = vault.seal('canary', { portalId: '4242', field: 'account_secret.value line/sms/token' })
  const embedded = await openEmbedded({ dataDir: folder })
  const database = openDatabase({ url: embedded.url, onError: () => undefined })
  await database.query(
    `insert into account_secret (portal_id, name, value, set_by) values (4242, 'line/sms/token', $1, 'operator')`,
    [value],
  )
  await database.close()
  await embedded.stop()
}

test('with a database of its own the relay makes its own master key and says so; without it nothing sealed is lost by a start', async () => {
  const first = start()
  await first.ready
  first.kill('SIGTERM')
  expect(await first.ended).toBe(0)
  const said = first.lines.join('\n')
  expect(said).toContain('BACK UP THIS FILE')
  expect(said).toContain(file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(said).not.toContain(readFileSync(file, 'utf8').trim())

  await seal()
  rmSync(file)
  const second = start()
  expect(await second.ended).toBe(1)
  const words = second.lines.filter((line) => !line.startsWith('{'))
  expect(words).toEqual([
    expect.stringMatching(
      /^\d+ secrets in this database were sealed with .*, or put your copy of .*master\.key back\.$/,
    ),
  ])
  expect(existsSync(file)).toBe(false)
})
