import type { WideDb } from '../store/database.ts'
import { listed } from '../store/listed.ts'

/**
 * Milliseconds until there is something to do for deliveries on these lines: one may be claimed, one comes back, a lease
 * runs out, or a doubt has held up its conversation for `letPass`; null when nothing waits. A line without a free turn is
 * heard of when one of its calls ends.
 */
export async function untilNextDelivery(
  db: WideDb,
  lines: readonly { portalId: string; lineId: string }[],
  letPass: number,
): Promise<number | null> {
  const [row] = await db.query<{ wait: number | null }>(
    `select (extract(epoch from min(at) - instant()) * 1000)::float8 as wait from (
       select greatest(l.rests_until, case when l.next_at > instant() + l.gap * interval '1 millisecond' then instant()
                                           else greatest(l.next_at, instant()) end) as at
       from line l
       join ${listed('$1', `"portalId" bigint, "lineId" text`)} as x
         on x."portalId" = l.portal_id and x."lineId" = l.id
       where l.state = 'active'
         and exists (select 1 from delivery d where d.portal_id = l.portal_id and d.line_id = l.id
                       and d.state = 'due' and d.waits is null)
         and l.in_flight > (select count(*) from delivery s
                            where s.portal_id = l.portal_id and s.line_id = l.id and s.state = 'sending')
         and not exists (select 1 from portal p where p.portal_id = l.portal_id and p.state <> 'active')
       union all
       select min(due_at) from delivery where state = 'due' and waits in ('retry', 'scheduled')
       union all
       select min(lease_until) from delivery where state = 'sending'
       union all
       select min(d.since) + $2::float8 * interval '1 millisecond' from delivery d
       where d.state = 'unknown' and d.passed_at is null
         and exists (select 1 from delivery w where w.portal_id = d.portal_id and w.conversation_id = d.conversation_id
                       and w.waits = 'order')
     ) next`,
    [JSON.stringify(lines), letPass],
  )
  return row?.wait ?? null
}
