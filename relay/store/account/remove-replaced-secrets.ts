import type { PortalDb } from '../database.ts'
import type { Bite, Bitten } from '../retention/bite.ts'

/** Removes values of secrets that others have replaced, once their own time was over before then: nothing is tried with them any more. */
export async function removeReplacedSecrets(portal: PortalDb, { before }: Bite): Promise<Bitten> {
  const removed = await portal.query('delete from account_secret where portal_id = $1 and until < $2 returning name', [
    portal.portalId,
    before,
  ])
  return { removed: removed.length, last: null }
}
