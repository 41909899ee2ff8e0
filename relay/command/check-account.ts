import { Invalid } from '../errors.ts'
import { listAudited } from '../store/audit/audit-rows.ts'
import type { Database } from '../store/database.ts'
import { ofNoAccount } from '../store/of-no-account.ts'

/** Throws `Invalid` where this database never heard of the account: an empty log would look like one that holds. */
export async function checkAccount(database: Database, portalId: string): Promise<void> {
  if (portalId === ofNoAccount || (await listAudited(database)).includes(portalId)) return
  throw new Invalid(
    'unknown_account',
    `There is no account ${portalId} in this database. "npm run relay -- portals" lists those that there are.`,
  )
}
