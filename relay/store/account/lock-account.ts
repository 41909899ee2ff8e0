import type { PortalDb } from '../database.ts'

/**
 * The account's newest version, 0 where nothing was ever saved, and nobody else saves until this transaction ends. A transaction that
 * saves nothing gives the account back by `forgetUnsaved`.
 */
export async function lockAccount(tx: PortalDb): Promise<number> {
  await tx.query(
    'insert into account (portal_id, version, clock) values ($1, 0, 0) on conflict (portal_id) do nothing',
    [tx.portalId],
  )
  const [row] = await tx.query<{ version: number }>('select version from account where portal_id = $1 for update', [
    tx.portalId,
  ])
  return row!.version
}

export async function forgetUnsaved(tx: PortalDb): Promise<void> {
  await tx.query('delete from account where portal_id = $1 and version = 0', [tx.portalId])
}
