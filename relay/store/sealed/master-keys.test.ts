import { createSecretKey, randomBytes } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { ownDatabase } from '../../../test/own-database.ts'
import { Invalid } from '../../errors.ts'
import { createVault, type Vault } from '../../vault/vault.ts'
import { holdMasterKey, shareMasterKey } from './master-keys.ts'

const { database } = await ownDatabase()
const newVault = (...also: ReturnType<typeof createSecretKey>[]) => {
  const key = createSecretKey(randomBytes(32))
  return { key, vault: createVault({ keys: [key, ...also] }) }
}
const ours = newVault()
const other = newVault()

beforeEach(async () => {
  await database.query('delete from account_secret')
  await database.query('delete from master_key')
})

async function save(vault: Vault | null, portalId = '4242'): Promise<void> {
  await database.forPortal(portalId).transaction(async (tx) => {
    const held = await holdMasterKey(tx, vault)
    const value = held.seal('canary', { portalId, field: 'account_secret.value line/a/token' })
    await tx.query(`insert into account_secret (portal_id, name, value, set_by) values ($1, $2, $3, 'operator')`, [
      portalId,
      `line/a/${randomBytes(4).toString('hex')}`,
      value,
    ])
  })
}
const code = (wanted: string) => expect.objectContaining({ constructor: Invalid, code: wanted }) as unknown

test('a relay without a key starts while nothing is sealed, and saves no secret', async () => {
  await shareMasterKey(database, null)
  await expect(save(null)).rejects.toThrow('openssl rand -base64 32')
  await expect(save(null)).rejects.toEqual(code('no_master_key'))
})

test('what is sealed lets only those start that can open it', async () => {
  await shareMasterKey(database, ours.vault)
  await save(ours.vault)
  await shareMasterKey(database, ours.vault)
  await shareMasterKey(database, newVault(ours.key).vault)

  await expect(shareMasterKey(database, null)).rejects.toThrow(
    'A secret in this database was sealed with a master key, and this relay has none: start it with the HOMING_MASTER_KEY that it was sealed with',
  )
  await save(ours.vault, '77')
  await expect(shareMasterKey(database, other.vault, ', or put the file back')).rejects.toThrow(
    /^2 secrets in this database were sealed with another master key than this relay has: .*_PREVIOUS beside a new one, or put the file back\.$/,
  )
})

test('of two that were started with different keys, the first seals no more', async () => {
  await shareMasterKey(database, ours.vault)
  await shareMasterKey(database, other.vault)
  await expect(save(ours.vault)).rejects.toEqual(code('other_master_key'))
  await save(other.vault)
  await expect(shareMasterKey(database, ours.vault)).rejects.toEqual(code('master_key_missing'))
})

test('while a key is replaced, those that have the old one alone and those that have both seal beside each other', async () => {
  const both = newVault(ours.key)
  await shareMasterKey(database, ours.vault)
  await shareMasterKey(database, both.vault)
  await save(ours.vault)
  await save(both.vault)
  // One that started again before the new key had sealed anything took it off the list; whoever has both may put it back.
  await database.query('delete from master_key where start = $1', [both.vault.starts[0]])
  await save(both.vault)
})

test('a relay that starts waits for whoever is sealing, and then sees what was sealed', async () => {
  await shareMasterKey(database, ours.vault)
  let go!: () => void
  const held = new Promise<void>((resolve) => (go = resolve))
  let holding!: () => void
  const reached = new Promise<void>((resolve) => (holding = resolve))
  const saving = database.forPortal('4242').transaction(async (tx) => {
    const vault = await holdMasterKey(tx, ours.vault)
    holding()
    await held
    const value = vault.seal('canary', { portalId: '4242', field: 'account_secret.value line/a/token' })
    await tx.query(
      `insert into account_secret (portal_id, name, value, set_by) values (4242, 'line/a/token', $1, 'x')`,
      [value],
    )
  })
  await reached
  const starting = shareMasterKey(database, other.vault)
  const early = await Promise.race([
    starting.catch(() => 'ended'),
    new Promise((resolve) => setTimeout(resolve, 50, 'waits')),
  ])
  expect(early).toBe('waits')
  go()
  await saving
  await expect(starting).rejects.toEqual(code('master_key_missing'))
})

test('a key of the same name that is another one is noticed', async () => {
  await shareMasterKey(database, ours.vault)
  const forged = other.vault.seal('homing', { portalId: '0', field: 'master_key.word' })
  await database.query('update master_key set word = $1', [forged])
  await expect(shareMasterKey(database, ours.vault)).rejects.toThrow('was changed by somebody')
})
