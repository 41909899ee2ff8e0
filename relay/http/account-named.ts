import type { Database } from '../store/database.ts'
import { readPortal } from '../store/portal/portals.ts'
import { ownPortal } from './own-portal.ts'

/** What is to be known of an account before it may be spoken of. */
interface Nameable {
  version: number
  lines: { list(): readonly unknown[] }
}

/**
 * The account that a request is about, as it is configured. Throws `Invalid` `unknown_portal` where that is another than the one that
 * signed (`signed`), or, by whoever runs the relay (null), one that the relay never had. An account may have no line yet, or none any more.
 */
export async function accountNamed<Account extends Nameable>(
  signed: string | null,
  named: string,
  needs: { accounts: { of(portalId: string): Promise<Account> }; database: Pick<Database, 'forPortal'> },
): Promise<Account> {
  if (signed !== null) ownPortal(signed, named)
  const account = await needs.accounts.of(named)
  if (signed !== null || account.version > 0 || account.lines.list().length > 0) return account
  ownPortal((await readPortal(needs.database.forPortal(named))) === null ? null : named, named)
  return account
}
