import type { WideDb } from '../store/database.ts'

/** Doubts that nobody settled for `letPass` milliseconds, and for which others wait. */
export function findLongDoubts(
  db: WideDb,
  letPass: number,
  limit: number,
): Promise<{ portalId: string; messageId: string }[]> {
  return db.query<{ portalId: string; messageId: string }>(
    `select d.portal_id as "portalId", d.message_id as "messageId" from delivery d
     where d.state = 'unknown' and d.passed_at is null and d.since <= instant() - $1::float8 * interval '1 millisecond'
       and exists (select 1 from delivery w where w.portal_id = d.portal_id and w.conversation_id = d.conversation_id
                     and w.waits = 'order')
     order by d.since limit $2`,
    [letPass, limit],
  )
}
