import type { PortalDb } from '../database.ts'

/** Notes that something was genuine by this value of a secret and would not have been by the one before it. */
export async function markProved(portal: PortalDb, name: string, since: Date): Promise<void> {
  await portal.query(
    'update account_secret set proved_at = instant() where portal_id = $1 and name = $2 and since = $3 and proved_at is null',
    [portal.portalId, name, since],
  )
}
