import { readFile } from 'node:fs/promises'
import type { Database } from '../../../relay/store/database.ts'
import type { Canaries } from './find-canaries.ts'

/** Looks for canaries in every row of every table, ours and the job engine's, and in the whole log. */
export async function findSecrets(database: Database, logFile: string, canaries: Canaries): Promise<void> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
    canaries.look(`table ${name}`, rows.map(({ row }) => row).join('\n'))
  }
  for (const line of (await readFile(logFile, 'utf8')).split('\n')) canaries.look('log', line)
}
