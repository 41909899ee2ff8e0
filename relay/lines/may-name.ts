import type { Account } from '../account/account.ts'
import { ownPortal } from '../http/own-portal.ts'
import type { Database } from '../store/database.ts'
import { readPortal } from '../store/portal/portals.ts'

/**
 * Throws `Invalid` `unknown_portal` where a request is about another account than the one that signed (`signed`), or, by whoever runs
 * the relay (null), about one that it never had. An account may have no line yet, or none any more.
 */
export async function mayName(
  signed: string | null,
  { portalId, lines }: Account,
  database: Pick<Database, 'forPortal'>,
): Promise<void> {
  if (signed !== null) return ownPortal(signed, portalId)
  const isKnown = lines.list().length > 0 || (await readPortal(database.forPortal(portalId))) !== null
  ownPortal(isKnown ? portalId : null, portalId)
}
