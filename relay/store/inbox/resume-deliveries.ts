import type { WideDb } from '../database.ts'

/**
 * Deliveries of a provider that wait, or are parked, because a relay did not know their line, are due at once where the line is one
 * of these and in use: while relays are replaced, one that does not know it may have taken what came for it. Answers the accounts.
 */
export async function resumeDeliveries(
  db: WideDb,
  lines: readonly { portalId: string; lineId: string }[],
): Promise<string[]> {
  const rows = await db.query<{ portal_id: string }>(
    `with hindered as (
       select i.portal_id, i.id from unnest($1::bigint[], $2::text[]) as x(portal_id, line_id)
       join line l on l.portal_id = x.portal_id and l.id = x.line_id and l.state <> 'retired'
       join inbox i on i.portal_id = x.portal_id and i.hindrance = 'line:' || x.line_id and i.done_at is null
       for update of i skip locked
     )
     update inbox i set due_at = instant(), tries = 0, backoff = 0, trouble = null, hindrance = null, parked = null, parked_at = null
     from hindered h where i.portal_id = h.portal_id and i.id = h.id
     returning i.portal_id`,
    [lines.map(({ portalId }) => portalId), lines.map(({ lineId }) => lineId)],
  )
  return [...new Set(rows.map((row) => row.portal_id))]
}
