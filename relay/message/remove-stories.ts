import type { Bite, Bitten } from '../store/retention/bite.ts'
import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'

/**
 * Removes how messages came to what they are: their events, their deliveries that are done, and that HubSpot has their entries. All of a
 * message goes at once, because nothing moves a message without its delivery, and so its entry is never made anew. A story stays while
 * anything of it is open: a delivery, an entry that is not written or is parked, a task, or a person who is to look at it. The
 * messages themselves stay. `after` and `last` are messages.
 */
export async function removeStories(tx: PortalDb, { before, after, most }: Bite): Promise<Bitten> {
  const [row] = await tx.query<Bitten>(
    `with old as (
       select distinct message_id as id from message_event
       where portal_id = $1 and message_id < $2::uuid and message_id > $3::uuid order by message_id limit $5
     ), done as (
       select d.message_id as id from delivery d
       where d.portal_id = $1 and d.message_id in (select id from old) and d.state = 'done' and d.attention_since is null
       order by d.message_id for update skip locked
     ), recorded as (
       select t.message_id as id from timeline_entry t
       where t.portal_id = $1 and t.message_id in (select id from old)
         and t.state = 'created' and t.written >= t.wanted and t.rewrite_at is null
       order by t.message_id for update skip locked
     ), over as (
       select m.id from old join message m on m.portal_id = $1 and m.id = old.id
       where m.created_at < $4 and (m.contact_id is not null or m.direction = 'outbound' or m.dismissed_at is not null)
         and (m.id in (select id from done)
              or not exists (select from delivery d where d.portal_id = $1 and d.message_id = m.id))
         and (m.id in (select id from recorded)
              or not exists (select from timeline_entry t where t.portal_id = $1 and t.message_id = m.id))
         and not exists (select from task t where t.portal_id = $1 and t.key = m.id::text
                           and t.kind in ('reconcile-delivery', 'fall-back', 'match-reply'))
     ), deliveries as (
       delete from delivery d using over o where d.portal_id = $1 and d.message_id = o.id
     ), entries as (
       delete from timeline_entry t using over o where t.portal_id = $1 and t.message_id = o.id
     ), originals as (
       delete from message_original w using over o where w.portal_id = $1 and w.message_id = o.id
     ), former as (
       delete from former_id f using over o where f.portal_id = $1 and f.message_id = o.id
     ), events as (
       delete from message_event e using over o where e.portal_id = $1 and e.message_id = o.id
     )
     select (select count(*)::int from over) as removed, (select id from old order by id offset $5 - 1) as last`,
    [tx.portalId, newId(before.getTime()), after, before, most],
  )
  return row ?? { removed: 0, last: null }
}
