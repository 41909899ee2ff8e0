import type { PortalDb } from '../database.ts'

/** Whether this value of a secret counts still, by the database's clock: the newest, or one whose time is not over. */
export async function isSecretValid(portal: PortalDb, name: string, since: Date): Promise<boolean> {
  const rows = await portal.query(
    `select name from account_secret
     where portal_id = $1 and name = $2 and since = $3 and (until is null or until > instant())`,
    [portal.portalId, name, since],
  )
  return rows.length > 0
}
