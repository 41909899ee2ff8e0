import type { WideDb } from '../database.ts'

/**
 * Deliveries of a provider that wait, or are parked, because a relay did not know their line, are due at once where the line is in use and of one
 * of these providers: while relays are replaced, one that does not know it may have taken what came for it. Answers the accounts.
 */
export async function resumeDeliveries(db: WideDb, providers: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ portal_id: string }>(
    `with hindered as (
       select i.portal_id, i.id from inbox i
       join line l on l.portal_id = i.portal_id and l.id = substr(i.hindrance, 6)
       where i.hindrance like 'line:%' and i.done_at is null and l.state <> 'retired' and l.provider = any($1::text[])
       for update of i skip locked
     )
     update inbox i set due_at = instant(), tries = 0, backoff = 0, trouble = null, hindrance = null, parked = null, parked_at = null
     from hindered h where i.portal_id = h.portal_id and i.id = h.id
     returning i.portal_id`,
    [providers],
  )
  return [...new Set(rows.map((row) => row.portal_id))]
}
