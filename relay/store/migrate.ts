import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { lockAltered } from './lock-altered.ts'
import { takeMigrationLock } from './migration-lock.ts'
import type { Tell } from './reach-database.ts'

const NAME = /^(\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.sql$/

type Migration = { number: number; name: string; sql: string; checksum: string }
type Landed = { number: number; name: string; checksum: string }

/** Line endings are left out of the checksum: a checkout may change them. */
const checksum = (sql: string) => createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')

const folderOfOurs = join(import.meta.dirname, 'migrations')

const read = (folder: string): Migration[] => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const migrations = names.sort().map((name) => {
    const number = Number(NAME.exec(name)?.[1])
    if (!number) throw new Error(`The migration ${name} needs a name like 0007-what-it-adds.sql.`)
    const sql = readFileSync(join(folder, name), 'utf8')
    return { number, name, sql, checksum: checksum(sql) }
  })
  migrations.forEach((migration, index) => {
    const before = migrations[index - 1]
    if (before?.number === migration.number) {
      throw new Error(`The migrations ${before.name} and ${migration.name} have the same number.`)
    }
  })
  return migrations
}

/** Compares what landed with what the code brings; returns what is still to be applied. */
const pending = (migrations: Migration[], landed: Landed[]): Migration[] => {
  const newest = landed.at(-1)
  for (const old of landed) {
    const now = migrations.find(({ number }) => number === old.number)
    if (!now && old.number > (migrations.at(-1)?.number ?? 0)) {
      throw new Error(
        `This database is newer than this Homing: it has had ${old.name}, which is not known here. Start the newer Homing.`,
      )
    }
    if (!now)
      throw new Error(`The migration ${old.name} has been applied to this database, but its file is gone. Put it back.`)
    if (now.checksum !== old.checksum || now.name !== old.name) {
      throw new Error(
        `The migration ${now.name} is not the one that was applied to this database${now.name === old.name ? '' : ` (${old.name})`}. ` +
          'A landed migration is never changed: put it back as it was and write a new one.',
      )
    }
  }
  const due = migrations.filter(({ number }) => !landed.some((old) => old.number === number))
  const late = due.find(({ number }) => newest && number < newest.number)
  if (late && newest) {
    throw new Error(
      `The migration ${late.name} comes before ${newest.name}, which has already been applied. Give it a higher number.`,
    )
  }
  return due
}

/** How a file begins whose statements cannot stand in a transaction; each of them may be run twice. */
const CONCURRENTLY = /^-- concurrently\b/

const record = (client: pg.Client, { number, name, checksum }: Migration) =>
  client.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [number, name, checksum])

/** A file's statements. What stands in comments, strings and bodies between `$$` ends none. */
const statementsOf = (sql: string): string[] =>
  (sql.match(/(?:--[^\n]*|\$\$[^]*?\$\$|'[^']*'|[^;])+/g) ?? []).filter((one) => one.replaceAll(/--.*/g, '').trim())

/** An index whose building was interrupted is there and serves nobody; `if not exists` would leave it so. */
const dropUnfinished = async (client: pg.Client) => {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indexrelid
     where not i.indisvalid and c.relnamespace = current_schema()::regnamespace`,
  )
  for (const { name } of rows) await client.query(`drop index concurrently if exists ${name}`)
}

/** Milliseconds that everybody else may have to wait for a lock that we wait for; then they go first, and we ask again. */
const LOCK_TIMEOUT = 250
const LOCK_TRIES = 480

/** Somebody else had what we wanted to lock, or wanted what we had. */
const isInTheWay = (error: unknown) => ['55P03', '40P01'].includes((error as { code?: string }).code ?? '')

const apply = async (client: pg.Client, migration: Migration): Promise<unknown> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await (CONCURRENTLY.test(migration.sql) ? applySingly : applyWhole)(client, migration)
    } catch (error) {
      if (!isInTheWay((error as Error).cause ?? error) || tries === LOCK_TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, LOCK_TIMEOUT))
    }
  }
}

const applySingly = async (client: pg.Client, migration: Migration) => {
  await dropUnfinished(client)
  for (const statement of statementsOf(migration.sql)) await client.query(statement)
  await record(client, migration)
}

const applyWhole = async (client: pg.Client, migration: Migration) => {
  await client.query(`begin; set local lock_timeout = ${LOCK_TIMEOUT}`)
  try {
    await lockAltered(client, statementsOf(migration.sql), LOCK_TIMEOUT)
    await client.query(migration.sql)
    await record(client, migration)
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => undefined)
    throw new Error(`The migration ${migration.name} failed and was taken back: ${(cause as Error).message}`, { cause })
  }
}

/**
 * Brings a database up to this code: numbered SQL files in order, each in a transaction of its own, under a lock so that
 * several relays may start at once. Returns the names of those applied now. `tell` hears whom it waits for.
 * @throws when a landed file was changed or the database is newer than the code, in a sentence for a person
 */
export const migrate = async (
  url: string,
  folder: string = folderOfOurs,
  tell: Tell = () => undefined,
  options: Parameters<typeof takeMigrationLock>[2] = {},
): Promise<string[]> => {
  const migrations = read(folder)
  const client = new pg.Client({
    connectionString: url,
    application_name: 'homing migrate',
    connectionTimeoutMillis: 10_000,
    // A statement may take as long as it needs, but somebody must be there who does it.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  })
  // A lost connection fails the query that waits for it; the event itself needs no other answer.
  client.on('error', () => undefined)
  await client.connect()
  try {
    // The server's or the role's own limits are for ordinary work.
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
    await takeMigrationLock(client, tell, options)
    // What moves rows must see them all.
    await client.query(`set homing.portal = '*'`)
    await client.query(
      'create table if not exists migration (number integer primary key, name text not null, ' +
        'checksum text not null, applied_at timestamptz not null default now())',
    )
    const { rows } = await client.query<Landed>('select number, name, checksum from migration order by number')
    const due = pending(migrations, rows)
    for (const migration of due) await apply(client, migration)
    return due.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** The number of the newest migration that this code knows. */
export const newestMigration = (): number => read(folderOfOurs).at(-1)?.number ?? 0
