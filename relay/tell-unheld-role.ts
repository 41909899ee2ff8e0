import type { Logger } from 'pino'
import type { Database } from './store/database.ts'
import { readUnheldRole } from './store/portal/unheld-role.ts'

/** Warns whoever runs the relay where the database's own policies do not hold it back. */
export async function tellUnheldRole(database: Database, log: Logger): Promise<void> {
  const role = await readUnheldRole(database)
  if (role === null) return
  log.warn(
    { role },
    'row-level security does not hold this database role back: give DATABASE_URL a role of its own, neither superuser nor BYPASSRLS, that owns the database',
  )
}
