import type { WideDb } from '../store/database.ts'

/** Messages that wait on a line which is configured no more, and of which nobody was told yet. */
export function findStranded(db: WideDb, limit: number): Promise<{ portalId: string; messageId: string }[]> {
  return db.query<{ portalId: string; messageId: string }>(
    `select d.portal_id as "portalId", d.message_id as "messageId"
     from line l cross join lateral (
       select portal_id, message_id from delivery
       where portal_id = l.portal_id and line_id = l.id and state = 'due' and attention_since is null
       limit $1) d
     where l.state = 'retired' limit $1`,
    [limit],
  )
}
