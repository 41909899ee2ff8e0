import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownDatabase } from '../test/own-database.ts'
import { worldConfig } from '../test/world-config.ts'
import type { Config } from './config/config.ts'
import { openVault } from './open-vault.ts'
import { ownMasterKey } from './own-master-key.ts'

const { url, database } = await ownDatabase()
const place = { portalId: '4242', field: 'account_secret.value line/sms/token' } as const
const given = createSecretKey(randomBytes(32))

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'homing-own-key-'))
  await database.query('delete from account_secret')
  await database.query('delete from master_key')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** How a relay with an embedded database starts that is given these keys, and what it says. */
async function started(masterKeys: Config['masterKeys'] = []) {
  const config = worldConfig({ databaseUrl: url, hubspotUrl: '', phonesUrl: '' })
  const said: string[] = []
  const ofRelay = await ownMasterKey(
    { ...config, databaseUrl: null, dataDir: folder, masterKeys },
    { database, tell: (_fields, message) => said.push(message) },
  )
  return { said: said.join('\n'), vault: await openVault(ofRelay, database) }
}
async function keep(sealed = ''): Promise<void> {
  await database.query(
    `insert into account_secret (portal_id, name, value, set_by) values (4242, 'line/sms/token', $1, 'operator')`,
    [sealed],
  )
}

test('the key is made once, which is said once, and is the same at the next start', async () => {
  const first = await started()
  expect(first.said).toContain('BACK UP THIS FILE')
  const sealed = first.vault?.seal('canary', place) ?? ''
  await keep(sealed)
  const second = await started()
  expect(second.said).toBe('')
  expect(second.vault?.open(sealed, place)).toBe('canary')
  expect(second.vault?.isCurrent(sealed)).toBe(true)
})

test('a key that is given seals, what was sealed before stays readable, and which does what is said', async () => {
  const sealed = (await started()).vault?.seal('canary', place) ?? ''
  await keep(sealed)
  const { said, vault } = await started([given])
  expect(said).toContain('HOMING_MASTER_KEY seals secrets from now on, and the key in this file still opens')
  expect(vault?.open(sealed, place)).toBe('canary')
  expect(vault?.isCurrent(sealed)).toBe(false)
  expect(vault?.isCurrent(vault.rewrap(sealed))).toBe(true)
})

test('where a key is given from the beginning none is made', async () => {
  expect((await started([given])).said).toBe('')
  expect(readdirSync(folder)).toEqual([])
})

test('where something is sealed none is made, and the one sentence says what is missing', async () => {
  const sealed = (await started()).vault?.seal('canary', place) ?? ''
  await keep(sealed)
  rmSync(path.join(folder, 'master.key'))
  for (const keys of [[], [given]]) {
    await expect(started(keys)).rejects.toThrow(
      /^A secret in this database .* or put your copy of .*master\.key back\.$/,
    )
  }
  expect(readdirSync(folder)).toEqual([])
})
