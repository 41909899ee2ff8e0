import type { WideDb } from '../database.ts'

/** A column whose values are sealed, and the key of its rows. A new one belongs into this list. */
const columns = [
  { table: 'portal', key: 'portal_id', column: 'access_token' },
  { table: 'portal', key: 'portal_id', column: 'refresh_token' },
] as const

export interface SealedValue {
  /** Table and column. */
  field: string
  key: unknown
  portalId: string
  sealed: string
}

/** Everything in this database that is sealed and will be opened again. */
export async function readSealedValues(db: WideDb): Promise<SealedValue[]> {
  const all: SealedValue[] = []
  for (const { table, key, column } of columns) {
    const rows = await db.query<{ key: unknown; portal_id: string; sealed: string }>(
      `select ${key} as key, portal_id, ${column} as sealed from ${table}
       where ${column} is not null order by ${key}`,
    )
    const field = `${table}.${column}`
    all.push(...rows.map((row) => ({ field, key: row.key, portalId: row.portal_id, sealed: row.sealed })))
  }
  return all
}

/** Puts another envelope in a value's place. False where another value stands there by now. */
export async function replaceSealedValue(
  db: WideDb,
  { field, key, sealed }: SealedValue,
  by: string,
): Promise<boolean> {
  const place = columns.find(({ table, column }) => `${table}.${column}` === field)
  if (!place) throw new Error(`${field} holds nothing sealed.`)
  const rows = await db.query(
    `update ${place.table} set ${place.column} = $3
     where ${place.key} = $1 and ${place.column} = $2 returning ${place.key}`,
    [key, sealed, by],
  )
  return rows.length > 0
}
