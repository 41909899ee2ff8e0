import type { Database } from '../../relay/store/database.ts'

/** What the database has written so far, all told. */
export interface Written {
  walBytes: number
  storedBytes: number
  inserted: number
  updated: number
  hot: number
  deleted: number
  commits: number
  tables: TableWritten[]
}

export interface TableWritten {
  name: string
  inserted: number
  updated: number
  hot: number
  deleted: number
  bytes: number
}

/** Reads the server's own counters, which its processes bring up to date within a second or so of each other. */
export async function readTables(database: Database): Promise<Written> {
  const tables = await database.query<TableWritten & Record<string, unknown>>(
    `select schemaname || '.' || relname as name, n_tup_ins::int as inserted, n_tup_upd::int as updated,
            n_tup_hot_upd::int as hot, n_tup_del::int as deleted, pg_total_relation_size(relid)::int as bytes
     from pg_stat_user_tables`,
  )
  const [row] = await database.query<{ wal: string; stored: string; commits: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as wal, pg_database_size(current_database()) as stored,
            (select xact_commit from pg_stat_database where datname = current_database()) as commits`,
  )
  const sum = (of: (table: TableWritten) => number) => tables.reduce((total, table) => total + of(table), 0)
  return {
    walBytes: Number(row?.wal),
    storedBytes: Number(row?.stored),
    commits: Number(row?.commits),
    inserted: sum(({ inserted }) => inserted),
    updated: sum(({ updated }) => updated),
    hot: sum(({ hot }) => hot),
    deleted: sum(({ deleted }) => deleted),
    tables,
  }
}
