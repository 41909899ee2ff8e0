import type { WideDb } from '../database.ts'

/**
 * What the version before kept in its own queues becomes what it is here: rows of the table of tasks. Deliveries, events and the timeline
 * stand in tables already. Answers how many jobs there were.
 */
export async function adoptJobs(tx: WideDb): Promise<number> {
  const rows = await tx.query<{ count: number }>(
    `with old as (
       delete from pgboss.job
       where name in ('fall-back', 'auto-send', 'change-line', 'reconcile-delivery', 'take-hubspot-events', 'receive-replies', 'catch-up')
         and state in ('created', 'retry', 'active', 'failed')
       returning name, data, start_after
     ), remembered as (
       select (data ->> 'portalId')::bigint as portal, name as kind, start_after,
              case name when 'auto-send' then data ->> 'contactId'
                        when 'change-line' then concat_ws('/', data ->> 'lineId', data ->> 'at')
                        else data ->> 'messageId' end as key,
              case name when 'change-line' then jsonb_strip_nulls(data - 'portalId')
                        when 'fall-back' then jsonb_build_object('failure', data ->> 'failure') else '{}' end as data
       from old where name in ('fall-back', 'auto-send', 'change-line', 'reconcile-delivery')
       union all
       select (data ->> 'portalId')::bigint, 'go-over-contact', start_after, again.contact, '{}'
       from old cross join lateral jsonb_array_elements_text(coalesce(data -> 'again', '[]')) as again(contact)
       where name = 'take-hubspot-events'
     ), noted as (
       insert into task (portal_id, kind, key, data, due_at)
       select distinct on (portal, kind, key) portal, kind, key, data, start_after from remembered
       where portal is not null and key is not null
       -- Of a message's several, the one that tells of a failure: it is older news than any timer.
       order by portal, kind, key, (data ->> 'failure' = 'not_delivered'), start_after
       on conflict do nothing
     )
     select count(*)::int as count from old`,
  )
  return rows[0]?.count ?? 0
}
