import { givenAccounts } from './account/given-account.ts'
import type { Config } from './config/config.ts'
import type { Logger } from 'pino'
import type { Provider } from './providers/provider.ts'
import type { Database } from './store/database.ts'
import { createTakeOver } from './settings/take-over.ts'
import type { SettingsNeeds } from './settings/settings-needs.ts'
import type { Vault } from './vault/vault.ts'

/** What settings are checked against and sealed with, and what takes over those of the environment. */
export function openSettings(
  config: Config,
  needs: {
    vault: Vault | null
    providers: ReadonlyMap<string, Provider>
    database: Database
    now: () => Date
    log: Logger
    retain: SettingsNeeds['retain']
    reachOf: SettingsNeeds['reachOf']
  },
) {
  const settings: Pick<SettingsNeeds, 'vault' | 'providers' | 'retain' | 'reachOf' | 'givenOf'> = {
    vault: needs.vault,
    providers: needs.providers,
    retain: needs.retain,
    reachOf: needs.reachOf,
    givenOf: givenAccounts(config),
  }
  return { ...settings, takeOver: createTakeOver({ ...needs, ...settings }) }
}
