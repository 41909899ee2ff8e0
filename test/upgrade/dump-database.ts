import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getConstructionPlans } from 'pg-boss'
import type { Scene } from './scene.ts'

/** Of pg-boss only what it does not make by itself: how it counted and what it warned of is nobody's work. */
const ofJobs = ['pgboss.version', 'pgboss.queue', 'pgboss.job']

/**
 * The database as plain SQL: the landed migrations of a checkout, pg-boss's own schema, then the rows, one a line. Unlike
 * `pg_dump` it needs no program of the server's version.
 */
export async function dumpDatabase({ sql }: Scene, checkout: string): Promise<string> {
  const folder = join(checkout, 'relay/store/migrations')
  const migrations = readdirSync(folder)
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
  const tables = await sql<{ name: string }>(
    "select 'public.' || tablename as name from pg_tables where schemaname = 'public' order by 1",
  )
  const parts = [
    "set timezone = 'UTC';",
    "set homing.portal = '*';",
    'create table migration (number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now());',
    ...migrations,
    getConstructionPlans(),
    'delete from pgboss.version;',
  ]
  for (const name of [...tables.map((table) => table.name), ...ofJobs]) parts.push(await rowsOf(name))
  parts.push(await sequences())
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`

  async function rowsOf(name: string): Promise<string> {
    const columns = await sql<{ column: string }>(
      `select quote_ident(attname) as column from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [name],
    )
    const names = columns.map(({ column }) => column)
    const literals = names.map((column) => `quote_nullable(${column}::text)`).join(', ')
    const rows = await sql<{ row: string }>(`select concat_ws(',', ${literals}) as row from ${name} order by 1`)
    if (rows.length === 0) return ''
    const list = rows.map(({ row }) => `(${row})`).join(',\n')
    return `insert into ${name} (${names.join(', ')}) overriding system value values\n${list};`
  }

  async function sequences(): Promise<string> {
    const identities = await sql<{ statement: string }>(
      `select format('select setval(pg_get_serial_sequence(%L, %L), (select max(%I) from %I));', table_name, column_name,
                     column_name, table_name) as statement
       from information_schema.columns where table_schema = 'public' and is_identity = 'YES' order by 1`,
    )
    return identities.map(({ statement }) => statement).join('\n')
  }
}
