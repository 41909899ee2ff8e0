import type { WideDb } from '../database.ts'

/** How many lines each account has, by account. */
export async function countLines(db: WideDb): Promise<Map<string, number>> {
  const rows = await db.query<{ portal_id: string; count: number }>(
    "select portal_id, count(*)::int as count from line where state <> 'retired' group by portal_id",
  )
  return new Map(rows.map((row) => [row.portal_id, row.count]))
}
