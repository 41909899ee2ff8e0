import { sealedColumns } from '../../vault/sealed-columns.ts'
import type { WideDb } from '../database.ts'

/** What the sealed values of this database begin with, each once, and how many begin so: under which master keys they were sealed. */
export async function readSealedKeys(db: WideDb): Promise<Map<string, number>> {
  const all = sealedColumns.map((column) => {
    const [table, name] = column.split('.')
    return `select left(${name}, 12) as start from ${table} where ${name} is not null`
  })
  const rows = await db.query<{ start: string; many: number }>(
    `select start, count(*)::int as many from (${all.join(' union all ')}) as sealed group by start`,
  )
  return new Map(rows.map(({ start, many }) => [start, many]))
}
