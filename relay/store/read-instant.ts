import type { Db } from './database.ts'

/** Now, by the clock that everything stored is compared with. */
export async function readInstant(db: Db): Promise<Date> {
  const [row] = await db.query<{ at: Date }>('select instant() as at')
  if (!row) throw new Error('the database does not say what time it is')
  return row.at
}
