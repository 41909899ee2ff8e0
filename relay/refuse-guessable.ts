import { ConfigError, type Config } from './config/config.ts'
import { listGuessable } from './config/list-guessable.ts'
import { listSettings, listSettingsKeys } from './config/list-settings.ts'
import { guardsOf } from './providers/guards-of.ts'
import type { Provider } from './providers/provider.ts'
import { listSettled } from './store/account/read-taken.ts'
import { compareSettings } from './store/audit/compare-settings.ts'
import type { Database } from './store/database.ts'

/**
 * Names the secrets that are too easy to guess and in use, since a relay that has started with them before must not stand still
 * for it. Throws `ConfigError` for those that are new.
 */
export async function refuseGuessable(
  config: Config,
  { database, providers }: { database: Database; providers: ReadonlyMap<string, Provider> },
): Promise<string[]> {
  const settled = new Set(await listSettled(database))
  const found = listGuessable(config, (line) => {
    const provider = providers.get(line.provider)
    // Whose lines are stored, of that one nothing is read here.
    return provider && !settled.has(line.portalId ?? config.portal?.id ?? '') ? guardsOf(provider, line.settings) : []
  })
  if (found.length === 0) return []
  const { portal, masterKeys = [] } = config
  const compared = await compareSettings(database, listSettings(config, [], settled), listSettingsKeys(config))
  // Digests are made with these, so that one of which nothing is known any more is another than before.
  const ofKeys = masterKeys.length > 0 ? 'masterKeys' : portal ? 'functionSecrets' : 'operatorSecrets'
  const refused = found.filter(({ portalId, setting, isPrevious }) => {
    const stands = compared({ portalId, name: setting })
    return !isPrevious && (stands === 'new' || stands === 'changed' || (stands === 'lost' && setting === ofKeys))
  })
  if (refused.length > 0) {
    throw new ConfigError(
      refused.map(
        ({ name }) => `${name} is too easy to guess: make one by chance, such as "openssl rand -hex 32" does.`,
      ),
    )
  }
  return found.map(({ name }) => name)
}
