import type { PortalDb } from '../database.ts'
import { MIGRATION_LOCK } from '../migration-lock.ts'

/**
 * Takes the turn of whoever removes, and keeps migrations away, until the caller's transaction ends; nobody is waited for.
 * `taken`: another relay is at it. `converted`: the database is being brought up to date, or has had a migration after
 * `schema`, so that newer relays alone know what its rows mean.
 */
export async function takeRemoval(tx: PortalDb, schema: number): Promise<'mine' | 'taken' | 'converted'> {
  const [row] = await tx.query<{ mine: boolean; still: boolean; schema: number }>(
    `select pg_try_advisory_xact_lock(hashtextextended('homing removes what is over', 0)) as mine,
       pg_try_advisory_xact_lock_shared($1) as still, (select max(number) from migration) as schema`,
    [MIGRATION_LOCK],
  )
  if (!row?.still || row.schema !== schema) return 'converted'
  return row.mine ? 'mine' : 'taken'
}
