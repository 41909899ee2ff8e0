import type { PortalDb, WideDb } from '../store/database.ts'

/** Claims whose lease ran out: nobody knows whether the provider was called. */
export async function findExpiredClaims(
  db: WideDb,
  limit: number,
): Promise<{ portalId: string; messageId: string; lineId: string; attempts: number }[]> {
  const rows = await db.query<{ portal_id: string; message_id: string; line_id: string; attempts: number }>(
    `select portal_id, message_id, line_id, attempts from delivery
     where state = 'sending' and lease_until < now() order by lease_until limit $1 for update skip locked`,
    [limit],
  )
  return rows.map((row) => ({
    portalId: row.portal_id,
    messageId: row.message_id,
    lineId: row.line_id,
    attempts: row.attempts,
  }))
}

/** The provider is sure that it never sent this: it may leave again, under the same reference. */
export async function requeueUnsent(portal: PortalDb, messageId: string, at: Date): Promise<void> {
  await portal.query(
    `with due as (
       update delivery set state = 'due', due_at = $3 where portal_id = $1 and message_id = $2 and state = 'unknown'
       returning portal_id, message_id
     ), told as (
       insert into message_event (portal_id, message_id, at, kind) select portal_id, message_id, $3, 'found_unsent' from due
     )
     update message m set status = 'queued', changed_at = $3
     from due where m.portal_id = due.portal_id and m.id = due.message_id and m.status = 'unknown'`,
    [portal.portalId, messageId, at],
  )
}

/** Milliseconds until the next delivery may be claimed; null when nothing waits. */
export async function untilNextDelivery(db: WideDb): Promise<number | null> {
  const [row] = await db.query<{ wait: number | null }>(
    `select (extract(epoch from min(greatest(d.due_at, l.next_at)) - now()) * 1000)::float8 as wait
     from line l cross join lateral (
       select due_at from delivery where portal_id = l.portal_id and line_id = l.id and state = 'due'
       order by due_at limit 1) d
     where l.state = 'active'
       and not exists (select 1 from portal p where p.portal_id = l.portal_id and p.state <> 'active')`,
  )
  return row?.wait ?? null
}
