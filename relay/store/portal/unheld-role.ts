import type { WideDb } from '../database.ts'

/** The role that this relay has in the database, if row-level security does not hold it back; null where all is well. */
export async function readUnheldRole(db: WideDb): Promise<string | null> {
  const [row] = await db.query<{ role: string; held: boolean }>(
    `select current_user::text as role, row_security_active('message') as held`,
  )
  return row && !row.held ? row.role : null
}
