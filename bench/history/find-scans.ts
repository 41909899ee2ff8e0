import pg from 'pg'
import type { Database } from '../../relay/store/database.ts'

/** Tables that grow with messages. */
const bigTables = ['message', 'message_event', 'delivery', 'timeline_entry', 'inbox', 'inbox_about', 'conversation']

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: Plan[]
}

type Ask = (config: { text?: string; values?: unknown[] } | string, values?: unknown[]) => unknown

/** Keeps every statement that this process asks from now on, with its last values. */
export function keepStatements(): { asked: Map<string, unknown[]>; end(): void } {
  const asked = new Map<string, unknown[]>()
  const prototype = pg.Client.prototype as unknown as { query: Ask }
  const { query } = prototype
  prototype.query = function (this: pg.Client, config, ...rest) {
    const { text, values } = typeof config === 'string' ? { text: config, values: rest[0] } : config
    if (text && /^\s*(with|select|insert|update|delete)\b/i.test(text)) asked.set(text, values ?? [])
    return query.call(this, config, ...rest)
  }
  return {
    asked,
    end() {
      prototype.query = query
    },
  }
}

/**
 * Statements that PostgreSQL would answer by reading a whole big table, or all that an account has in one by an index that holds
 * every row; as `<table>: <statement>`.
 */
export async function findScans(database: Database, asked: Map<string, unknown[]>): Promise<string[]> {
  const rows = await database.query<{ name: string; table: string; columns: string[] }>(
    `select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table,
            array(select a.attname::text from pg_attribute a where a.attrelid = i.indexrelid and a.attname <> 'portal_id') as columns
     from pg_index i where i.indpred is null and i.indrelid::regclass::text = any($1::text[])`,
    [bigTables],
  )
  const indexes = new Map(rows.map((row) => [row.name, row]))
  const tablesIn = (plan: Plan): string[] => {
    const { 'Index Name': name = '', 'Index Cond': narrowed = '', 'Relation Name': table = '' } = plan
    const index = indexes.get(name)
    const whole = plan['Node Type'] === 'Seq Scan' && bigTables.includes(table) ? [table] : []
    const wide = index && !index.columns.some((column) => narrowed.includes(column)) ? [index.table] : []
    return [...whole, ...wide, ...(plan.Plans ?? []).flatMap(tablesIn)]
  }
  const found: string[] = []
  for (const [text, values] of asked) {
    const [row] = await database.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${text}`, values)
    for (const table of tablesIn(row!['QUERY PLAN'][0]!.Plan)) found.push(`${table}: ${text.replaceAll(/\s+/g, ' ')}`)
  }
  return found
}

/** How often each big table was read as a whole so far, functions of the database included. */
export async function countScans(database: Database): Promise<number> {
  const [row] = await database.query<{ scans: number }>(
    'select sum(seq_scan)::int as scans from pg_stat_user_tables where relname = any($1::text[])',
    [bigTables],
  )
  return row?.scans ?? 0
}
