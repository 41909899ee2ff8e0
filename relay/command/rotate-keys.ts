import type { KeyObject } from 'node:crypto'
import { Invalid, Permanent } from '../errors.ts'
import { isGuessable } from '../policy/is-guessable.ts'
import { dataDirOf } from '../config/data-dir.ts'
import { readOwnKey } from '../config/own-key.ts'
import { readVault } from '../config/read-vault.ts'
import { appendAudit, createAudit } from '../store/audit/audit.ts'
import type { Database } from '../store/database.ts'
import { ofNoAccount } from '../store/of-no-account.ts'
import { readSealedValues, replaceSealedValue, type SealedValue } from '../store/sealed/sealed-values.ts'
import { createVault, type Vault } from '../vault/vault.ts'
import { withDatabase } from './with-database.ts'

/** Relays that renew tokens meanwhile change what is being replaced, so it is looked at again. */
const rounds = 5

/**
 * Wraps every stored secret by the newest master key, while relays run. Exit code 1 where one could not be, which stays
 * as it is. `HOMING_MASTER_KEY_PREVIOUS` is needed until this has ended with 0.
 */
export async function rotateKeys(
  env: Record<string, string | undefined>,
  print: (text: string) => void,
): Promise<number> {
  const keys = keysOf(env)
  const [newest] = keys
  if (!newest) throw new Invalid('not_configured', 'Set HOMING_MASTER_KEY as the relay has it.')
  if (isGuessable(newest.export())) {
    throw new Invalid('not_configured', 'HOMING_MASTER_KEY is no random key: make one with "openssl rand -base64 32".')
  }
  const vault = createVault({ keys })
  return withDatabase(env, async (database) => {
    const unreadable = new Map<string, SealedValue>()
    let replaced = 0
    for (let round = 0; round < rounds; round += 1) {
      const old = (await readSealedValues(database)).filter(
        ({ sealed }) => !vault.isCurrent(sealed) && !unreadable.has(sealed),
      )
      if (old.length === 0) return told()
      for (const value of old) {
        const rewrapped = rewrap(vault, value.sealed)
        if (rewrapped === null) unreadable.set(value.sealed, value)
        else if (await replace(database, value, rewrapped)) replaced += 1
      }
    }
    print(
      'Secrets are still being stored under an older key: restart every relay with the newest one, then run this again.',
    )
    return 1

    async function told(): Promise<number> {
      const detail = { rewrapped: replaced, unreadable: unreadable.size }
      await createAudit(database)({
        ...{ portalId: ofNoAccount, at: new Date(), actor: 'operator', action: 'credential.keys_rotated', detail },
      })
      for (const { column, portalId, name } of unreadable.values()) {
        const which = name === null ? '' : ` (${name})`
        print(`${column} of account ${portalId}${which} cannot be opened by any key given here.`)
      }
      const many = replaced === 1 ? '1 secret was' : `${replaced} secrets were`
      print(`${many} wrapped by the newest key${unreadable.size === 0 ? '; no older key is needed any more' : ''}.`)
      return unreadable.size === 0 ? 0 : 1
    }
  })
}

/** As the relay has them: with an embedded database it may have made one for itself. */
function keysOf(env: Record<string, string | undefined>): KeyObject[] {
  const mistakes: string[] = []
  const given = readVault(env, mistakes)
  if (mistakes.length > 0) throw new Invalid('not_configured', mistakes.join(' '))
  const own = env.DATABASE_URL?.trim() ? null : readOwnKey(dataDirOf(env))
  return own && !given.some((key) => key.equals(own)) ? [...given, own] : given
}

function rewrap(vault: Vault, sealed: string): string | null {
  try {
    return vault.rewrap(sealed)
  } catch (error) {
    if (error instanceof Permanent) return null
    throw error
  }
}

async function replace(database: Database, value: SealedValue, by: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    if (!(await replaceSealedValue(tx, value, by))) return false
    const { portalId, column, name } = value
    const detail = { field: column, ...(name === null ? {} : { name }) }
    await appendAudit(tx, [{ portalId, at: new Date(), actor: 'operator', action: 'credential.rewrapped', detail }])
    return true
  })
}
