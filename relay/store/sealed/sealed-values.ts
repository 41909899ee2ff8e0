import { sealedColumns, type SealedColumn } from '../../vault/sealed-columns.ts'
import type { WideDb } from '../database.ts'

export interface SealedValue {
  column: SealedColumn
  portalId: string
  /** Which of the account's, where it has several in this column. */
  name: string | null
  sealed: string
}

const placeOf = (column: SealedColumn): [table: string, name: string] => column.split('.') as [string, string]

/** Everything in this database that is sealed and will be opened again. */
export async function readSealedValues(db: WideDb): Promise<SealedValue[]> {
  const all: SealedValue[] = []
  for (const column of sealedColumns) {
    const [table, name] = placeOf(column)
    const rows = await db.query<{ portal_id: string; name: string | null; sealed: string }>(
      `select portal_id, to_jsonb(t) ->> 'name' as name, ${name} as sealed from ${table} t
       where ${name} is not null order by portal_id, 2, 3`,
    )
    all.push(...rows.map((row) => ({ column, portalId: row.portal_id, name: row.name, sealed: row.sealed })))
  }
  return all
}

/** Puts another envelope in a value's place; no two are alike. False where another value stands there by now. */
export async function replaceSealedValue(
  db: WideDb,
  { column, portalId, sealed }: Pick<SealedValue, 'column' | 'portalId' | 'sealed'>,
  by: string,
): Promise<boolean> {
  const [table, name] = placeOf(column)
  const rows = await db.query(
    `update ${table} set ${name} = $3 where portal_id = $1 and ${name} = $2 returning portal_id`,
    [portalId, sealed, by],
  )
  return rows.length > 0
}
