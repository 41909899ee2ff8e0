import type { Config } from './config/config.ts'
import { makeOwnKey, ownKeyFile, readOwnKey } from './config/own-key.ts'
import type { Database } from './store/database.ts'
import { readSealedKeys } from './store/sealed/sealed-keys.ts'

type Tell = (fields: object, message: string) => void

/**
 * The configuration with the master key that a relay with an embedded database makes for itself. One that is given is used before it, and
 * what was sealed with the relay's own stays readable. None is made where something is sealed already: then a key is lost, and
 * another would not bring it back.
 */
export async function ownMasterKey(
  config: Config,
  { database, tell }: { database: Database; tell: Tell },
): Promise<Config> {
  const given = config.masterKeys ?? []
  const file = ownKeyFile(config.dataDir)
  const own = readOwnKey(config.dataDir)
  if (own) {
    if (given.some((key) => key.equals(own))) return config
    if (given.length > 0) {
      tell(
        { file },
        'HOMING_MASTER_KEY seals secrets from now on, and the key in this file still opens what it sealed: run "npm run relay -- keys rotate", and then remove the file',
      )
    }
    return { ...config, masterKeys: [...given, own] }
  }
  if (given.length > 0 || (await readSealedKeys(database)).size > 0) return config
  const made = makeOwnKey(config.dataDir)
  tell(
    { file },
    'BACK UP THIS FILE: it is the master key that the relay has made for itself. Without it the secrets of lines and accounts that are stored here cannot be read by anybody, and must be entered anew. Keep the copy apart from that of the database',
  )
  return { ...config, masterKeys: [made] }
}
