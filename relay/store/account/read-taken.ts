import type { PortalDb, WideDb } from '../database.ts'

/** The sealed digest of what was taken over from the environment; null where nothing was. */
export async function readTaken(portal: PortalDb): Promise<string | null> {
  const [row] = await portal.query<{ digest: string }>('select digest from account_taken where portal_id = $1', [
    portal.portalId,
  ])
  return row?.digest ?? null
}

export async function storeTaken(tx: PortalDb, digest: string): Promise<void> {
  await tx.query('insert into account_taken (portal_id, digest) values ($1, $2)', [tx.portalId, digest])
}

/** Accounts whose settings are stored, or were taken over: what the environment says of lines is no longer read for these. */
export async function listSettled(db: WideDb): Promise<string[]> {
  const rows = await db.query<{ portal_id: string }>('select portal_id from account')
  return rows.map((row) => row.portal_id)
}

/** Whether anything was ever taken over here. */
export async function wasAnyTaken(db: WideDb): Promise<boolean> {
  return (await db.query('select 1 from account_taken limit 1')).length > 0
}
