import type { Database } from '../../../relay/store/database.ts'

/** Every row of a portal, by table, as text. */
export type Dump = Map<string, string[]>

/**
 * The rows of these portals in all tables, or those that were written since a horizon. Tables are found by their column, so
 * that a new one is watched, too. One statement asks for them all: a run looks at hundreds of moments.
 */
export async function dumpPortals(
  database: Database,
  portalIds: readonly string[],
  since = '0',
  tables?: readonly string[],
): Promise<Map<string, Dump>> {
  const all = tables ?? (await portalTables(database))
  const dumps = new Map(portalIds.map((portalId) => [portalId, new Map(all.map((table) => [table, [] as string[]]))]))
  const rows = await database.query<{ table: string; portalId: string; row: string }>(
    all
      .map(
        (table) =>
          `select '${table}' as table, portal_id::text as "portalId", to_jsonb(t)::text as row from ${table} t
           where portal_id = any($1::bigint[]) and xmin::text::bigint >= $2::bigint`,
      )
      .join(' union all '),
    [[...portalIds], since],
  )
  for (const { table, portalId, row } of rows) dumps.get(portalId)?.get(table)?.push(row)
  return dumps
}

/** Every row that is seen from now on and is not seen yet was written by this transaction or a later one. */
export async function horizon(database: Database): Promise<string> {
  const [row] = await database.query<{ oldest: string }>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as oldest`,
  )
  return row?.oldest ?? '0'
}

/** Every table that has a `portal_id`. */
export async function portalTables(database: Database): Promise<string[]> {
  const rows = await database.query<{ table_name: string }>(
    `select table_name from information_schema.columns
     where table_schema = 'public' and column_name = 'portal_id' order by table_name`,
  )
  return rows.map(({ table_name }) => table_name)
}

/**
 * Puts a word of its own into each field of a portal's rows that is still empty, and into each of its JSON objects. Fields
 * whose words the database prescribes keep theirs, and so does the audit log, which cannot be changed.
 */
export async function fillWithCanaries(database: Database, portalId: string): Promise<number> {
  const columns = await database.query<{ table_name: string; column_name: string; type: string; is_nullable: string }>(
    `select c.table_name, c.column_name, c.data_type as type, c.is_nullable
     from information_schema.columns c
     where c.table_schema = 'public' and c.data_type in ('text', 'jsonb') and c.table_name not like 'audit%'
       and exists (select 1 from information_schema.columns p
                   where p.table_schema = 'public' and p.table_name = c.table_name and p.column_name = 'portal_id')
       and not exists (select 1 from information_schema.constraint_column_usage u
                       join information_schema.check_constraints k using (constraint_schema, constraint_name)
                       where u.table_schema = 'public' and u.table_name = c.table_name and u.column_name = c.column_name
                         and k.check_clause not like '%IS NOT NULL')`,
  )
  let filled = 0
  for (const { table_name: table, column_name: column, type, is_nullable } of columns) {
    const word = `canary-${portalId}-${table}-${column}-`
    const value = type === 'text' ? `$2 || ctid::text` : `jsonb_build_array($2 || ctid::text)`
    const rows =
      is_nullable === 'YES'
        ? await database.query(
            `update ${table} set ${column} = ${value} where portal_id = $1 and ${column} is null returning 1`,
            [portalId, word],
          )
        : type === 'jsonb'
          ? await database.query(
              `update ${table} set ${column} = ${column} || jsonb_build_object('canary', $2 || ctid::text)
               where portal_id = $1 and jsonb_typeof(${column}) = 'object' returning 1`,
              [portalId, word],
            )
          : []
    filled += rows.length
  }
  return filled
}

/** Every text in the rows that nobody else's rows have: whoever meets one of them elsewhere has met a leak. */
export function ownWords(dump: Dump, others: readonly Dump[]): Set<string> {
  const theirs = new Set(others.flatMap((other) => [...words(other)]))
  return new Set([...words(dump)].filter((word) => !theirs.has(word)))
}

function* words(dump: Dump): Generator<string> {
  for (const rows of dump.values()) {
    for (const row of rows) {
      const leaves: string[] = []
      JSON.parse(row, (_name, value: unknown) => {
        if (typeof value === 'string') leaves.push(...spellings(value))
        if (typeof value === 'number' && value > 99_999_999) leaves.push(String(value))
        return value
      })
      // Short ones and those without a digit are codes, and times are nobody's own.
      for (const leaf of leaves) {
        if (leaf.length >= 8 && /\d/.test(leaf) && !/^\d{4}-\d\d-\d\d[T ]/.test(leaf)) yield leaf
      }
    }
  }
}

/** Bytes may be met as they are, in hex and in base64. */
function spellings(value: string): string[] {
  if (!/^\\x[0-9a-f]+$/.test(value)) return [value]
  const bytes = Buffer.from(value.slice(2), 'hex')
  return [value.slice(2), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('utf8')]
}
