import type { PortalDb } from '../store/database.ts'

/**
 * Milliseconds until this account's next entry is due, by the database's clock; null when none waits. A time further off
 * than anyone ever waits is of a clock that went wrong: what has one is due at once.
 */
export async function untilNextEntry(portal: PortalDb): Promise<number | null> {
  const beyond = "instant() + interval '30 minutes'"
  await portal.query(
    `with wrong as (
       (select message_id from timeline_entry where portal_id = $1 and state = 'waiting' and due_at > ${beyond})
       union
       (select message_id from timeline_entry where portal_id = $1 and state = 'creating' and due_at > ${beyond})
       union
       (select message_id from timeline_entry
        where portal_id = $1 and state = 'created' and written < wanted and due_at > ${beyond})
       union
       (select message_id from timeline_entry where portal_id = $1 and rewrite_at > ${beyond})
     )
     update timeline_entry t set due_at = least(t.due_at, instant()), lease_until = null,
       rewrite_at = case when t.rewrite_at is not null then least(t.rewrite_at, instant()) end
     from wrong w where t.portal_id = $1 and t.message_id = w.message_id`,
    [portal.portalId],
  )
  const [row] = await portal.query<{ wait: number | null }>(
    `select (extract(epoch from min(at) - instant()) * 1000)::float8 as wait from (
       (select due_at as at from timeline_entry where portal_id = $1 and state = 'waiting' order by due_at limit 1)
       union all
       (select due_at from timeline_entry where portal_id = $1 and state = 'creating' order by due_at limit 1)
       union all
       (select greatest(due_at, lease_until) from timeline_entry
        where portal_id = $1 and state = 'created' and written < wanted order by due_at limit 100)
       union all
       (select greatest(rewrite_at, lease_until) from timeline_entry
        where portal_id = $1 and state = 'created' and rewrite_at is not null order by rewrite_at limit 100)) due`,
    [portal.portalId],
  )
  return row?.wait == null ? null : Math.max(0, row.wait)
}
