import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { Invalid } from '../errors.ts'
import type { Tell } from './reach-database.ts'

/** Whoever brings a database up to date has it. */
export const MIGRATION_LOCK = 7_206_411_002

/** Milliseconds: between two tries, until it is said who is waited for, between two sayings, and for all of it. */
const pace = { look: 100, first: 3_000, again: 30_000, all: 600_000 }

/**
 * Takes the lock under which a database is brought up to date; the connection's end gives it back. It is asked for
 * again and again: whoever waits in a statement would hold up an index that is built concurrently.
 * @throws `Invalid` when another one has kept it for ten minutes
 */
export async function takeMigrationLock(
  client: pg.Client,
  tell: Tell,
  options: Partial<typeof pace> = {},
): Promise<void> {
  const limits = { ...pace, ...options }
  const begun = performance.now()
  for (let toldAt = limits.first; ;) {
    const { rows } = await client.query<{ had: boolean }>(`select pg_try_advisory_lock(${MIGRATION_LOCK}) as had`)
    if (rows[0]?.had) return
    const waited = performance.now() - begun
    if (waited > limits.all) {
      throw new Invalid(
        'migration_held',
        `Another process brings this database up to date and does not come to an end: ${await holder(client)}. Look what it waits for, or end it with pg_terminate_backend, and start again.`,
      )
    }
    if (waited >= toldAt) {
      toldAt = waited + limits.again
      const fields = { waitsFor: await holder(client), next: 'lock', in: limits.look, left: limits.all - waited }
      tell(fields, 'another process brings the database up to date; it is waited for')
    }
    await wait(limits.look)
  }
}

async function holder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ words: string }>(
    `select format('%s (process %s of the server, since %s)', coalesce(nullif(a.application_name, ''), 'unnamed'), l.pid,
                   to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"')) as words
     from pg_locks l left join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1
       and (l.classid::bigint << 32) + l.objid::bigint = ${MIGRATION_LOCK}
       and l.database = (select oid from pg_database where datname = current_database())`,
  )
  return rows[0]?.words ?? 'one that has just ended'
}
