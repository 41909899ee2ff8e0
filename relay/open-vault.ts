import type { Config } from './config/config.ts'
import { ownKeyFile } from './config/own-key.ts'
import type { Database } from './store/database.ts'
import { shareMasterKey } from './store/sealed/master-keys.ts'
import { createVault, type Vault } from './vault/vault.ts'

/**
 * The vault of this relay, null where it has no master key and nothing is sealed. Throws `Invalid`, in one sentence, where something is
 * sealed in its database that it could not open.
 */
export async function openVault(config: Config, database: Database): Promise<Vault | null> {
  const vault = config.masterKeys?.length ? createVault({ keys: config.masterKeys }) : null
  const copy = config.databaseUrl === null ? `, or put your copy of ${ownKeyFile(config.dataDir)} back` : ''
  await shareMasterKey(database, vault, copy)
  return vault
}
