import type { WideDb } from '../store/database.ts'
import type { Claimer } from './claim-deliveries.ts'
import { readyLines } from './ready-lines.ts'

/**
 * Milliseconds until there is something to do for deliveries on lines that the claimer knows: one may be claimed, one comes back, a lease
 * runs out, or a doubt has held up its conversation for `letPass`; null when nothing waits. A line without a free turn is
 * heard of when one of its calls ends.
 */
export async function untilNextDelivery(
  db: WideDb,
  { providers, full, but }: Omit<Claimer, 'room'>,
  letPass: number,
): Promise<number | null> {
  const [row] = await db.query<{ wait: number | null }>(
    `with recursive ${readyLines}
     select (extract(epoch from min(at) - instant()) * 1000)::float8 as wait from (
       select greatest(l.rests_until, case when l.next_at > instant() + l.gap * interval '1 millisecond' then instant()
                                           else greatest(l.next_at, instant()) end) as at
       from ready r join line l on l.portal_id = r.portal_id and l.id = r.line_id
       where l.state = 'active' and l.provider = any($1::text[]) and l.portal_id <> all($5::bigint[])
         and not exists (select from unnest($3::bigint[], $4::text[]) b (portal_id, line_id)
                         where b.portal_id = l.portal_id and b.line_id = l.id)
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
    [providers, letPass, but.map((one) => one.portalId), but.map((one) => one.lineId), full],
  )
  return row?.wait ?? null
}
