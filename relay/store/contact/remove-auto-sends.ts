import type { PortalDb } from '../database.ts'
import type { Bite, Bitten } from '../retention/bite.ts'

/** Removes what is decided. What waits stays, and so does every message, by which it is known who was written to. `after` is a contact. */
export async function removeAutoSends(tx: PortalDb, { before, most }: Bite): Promise<Bitten> {
  const rows = await tx.query<{ contact_id: string }>(
    `delete from auto_send where portal_id = $1 and contact_id in (
       select contact_id from auto_send where portal_id = $1 and at < $2 and state <> 'waits'
       order by at limit $3) returning contact_id`,
    [tx.portalId, before, most],
  )
  return { removed: rows.length, last: rows.length < most ? null : rows[0]!.contact_id }
}
