import { Invalid } from '../../errors.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Database, Db } from '../database.ts'
import { ofNoAccount } from '../of-no-account.ts'
import { noMasterKey } from './no-master-key.ts'
import { readSealedKeys } from './sealed-keys.ts'

const place = { portalId: ofNoAccount, field: 'master_key.word' } as const
const word = 'homing'

/**
 * Makes the key with which this relay seals known to all others. Throws `Invalid` in one sentence where something is sealed in this
 * database that the relay could not open. `remedy` is what else may be done about it.
 *
 * A key that nothing is sealed with any more is forgotten; a relay that still has it alone is refused when it is about to seal.
 */
export async function shareMasterKey(database: Database, vault: Vault | null, remedy = ''): Promise<void> {
  const ours = vault?.starts ?? []
  await database.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtext('homing master keys'))")
    // Whoever has just sealed something has ended before what is sealed is looked at.
    const known = await tx.query<{ start: string; word: string }>('select start, word from master_key for update')
    const strange = [...(await readSealedKeys(tx))].filter(([start]) => !ours.includes(start))
    const many = strange.reduce((sum, [, one]) => sum + one, 0)
    if (many > 0) throw new Invalid('master_key_missing', inWords(many, vault !== null, remedy))
    for (const row of known) {
      if (vault && ours.includes(row.start) && !opens(vault, row.word)) throw new Invalid('master_key_missing', damaged)
    }
    await tx.query('delete from master_key where start <> all($1)', [ours])
    if (vault) await share(tx, vault)
  })
}

async function share(tx: Db, vault: Vault): Promise<void> {
  await tx.query('insert into master_key (start, word) values ($1, $2) on conflict do nothing', [
    vault.starts[0],
    vault.seal(word, place),
  ])
}

/**
 * The vault for a transaction that saves a secret: until that ends no other key takes its key's place. Throws `Invalid` where this relay has
 * no master key, or has one that another relay does not have.
 */
export async function holdMasterKey(tx: Db, vault: Vault | null): Promise<Vault> {
  if (!vault) throw noMasterKey()
  const known = await tx.query<{ start: string }>('select start from master_key for key share')
  if (known.some(({ start }) => start === vault.starts[0])) return vault
  if (known.every(({ start }) => vault.starts.includes(start))) {
    await share(tx, vault)
    return vault
  }
  throw new Invalid(
    'other_master_key',
    'No secret can be saved here: another process of this relay was started with another HOMING_MASTER_KEY. Give all of them the same one, and start them again.',
    { status: 409 },
  )
}

const damaged =
  'What the database keeps of the master key was changed by somebody: put the database back as it was, or remove the rows of its table master_key.'

function inWords(many: number, hasKey: boolean, remedy: string): string {
  const what = many === 1 ? 'A secret in this database was' : `${many} secrets in this database were`
  const ours = hasKey ? 'with another master key than this relay has' : 'with a master key, and this relay has none'
  const it = many === 1 ? 'it was' : 'they were'
  return `${what} sealed ${ours}: start it with the HOMING_MASTER_KEY that ${it} sealed with, or with that one as HOMING_MASTER_KEY_PREVIOUS beside a new one${remedy}.`
}

function opens(vault: Vault, sealed: string): boolean {
  try {
    return vault.open(sealed, place) === word
  } catch {
    return false
  }
}
