import type { Accounts } from './account/account.ts'
import { createAccounts, type AccountsNeeds } from './account/accounts.ts'
import { givenAccounts } from './account/given-account.ts'
import { createOpenLine, type OpenLineNeeds } from './account/open-line.ts'
import type { Bounds } from './account/as-account.ts'
import type { Config } from './config/config.ts'
import { storeAccounts, type StoreAccountsNeeds } from './store-accounts.ts'
import type { Database } from './store/database.ts'

export interface OpenAccountsNeeds
  extends Omit<AccountsNeeds, 'openLine' | 'given' | 'bounds'>, Omit<OpenLineNeeds, 'publicUrl'> {
  database: Database
  now: () => Date
  /** Days for which anything is kept of anybody. */
  retain: Bounds['retain']
  takeOver: StoreAccountsNeeds['takeOver']
}

/** What the accounts have configured, with the stored lines in step with it. */
export async function openAccounts(config: Config, needs: OpenAccountsNeeds): Promise<Accounts> {
  const accounts = createAccounts({
    ...needs,
    openLine: createOpenLine({ ...needs, publicUrl: config.publicUrl }),
    given: givenAccounts(config),
    bounds: { defaultCountry: config.defaultCountry, retain: needs.retain },
  })
  await storeAccounts(config, { ...needs, accounts })
  return accounts
}
