import type { PortalDb } from '../store/database.ts'

/** Nothing that waits for the timelines of these contacts is recorded until it is released. */
export async function parkTimeline(portal: PortalDb, contactIds: string[], reason: string): Promise<void> {
  if (contactIds.length === 0) return
  await portal.query(
    `with held as (
       select t.message_id from message m
       join timeline_entry t on t.portal_id = m.portal_id and t.message_id = m.id
       where m.portal_id = $1 and m.contact_id = any($2::bigint[])
         and (t.state = 'waiting' or (t.state = 'created' and (t.written < t.wanted or t.rewrite_at is not null)))
       order by t.message_id for update of t
     )
     update timeline_entry t set state = 'parked', reason = $3, hindrance = null, parked_at = instant() from held h
     where t.portal_id = $1 and t.message_id = h.message_id`,
    [portal.portalId, contactIds, reason],
  )
}
