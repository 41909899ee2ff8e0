import type { PortalDb } from './database.ts'

/** How a contact stands by what HubSpot told; `into` is the contact that it was merged into. */
export type ContactStanding = { state: 'present' | 'deleted' | 'forgotten' } | { state: 'merged'; into: string }

/** Null where no event has told anything of the contact. */
export async function readStanding(portal: PortalDb, contactId: string): Promise<ContactStanding | null> {
  const [row] = await portal.query<{ state: ContactStanding['state']; merged_into: string | null }>(
    'select state, merged_into from contact_standing where portal_id = $1 and contact_id = $2',
    [portal.portalId, contactId],
  )
  if (!row) return null
  return row.state === 'merged' ? { state: 'merged', into: row.merged_into ?? contactId } : { state: row.state }
}

/** Those of these contacts of which HubSpot has not told that they are deleted. */
export async function withoutGone(portal: PortalDb, contactIds: string[]): Promise<string[]> {
  if (contactIds.length === 0) return []
  const rows = await portal.query<{ contact_id: string }>(
    `select contact_id from contact_standing
     where portal_id = $1 and contact_id = any($2::bigint[]) and state in ('deleted', 'forgotten')`,
    [portal.portalId, contactIds],
  )
  const gone = new Set(rows.map((row) => row.contact_id))
  return contactIds.filter((id) => !gone.has(id))
}

/**
 * Contacts were deleted or restored. The latest word of HubSpot stands, whenever it comes; whoever was merged or
 * forgotten stays so. Answers who is deleted now, and who is there again: what waits for their timelines is held back, or
 * goes on.
 */
export async function storeStandings(
  portal: PortalDb,
  told: { contactId: string; state: 'present' | 'deleted'; at: Date }[],
): Promise<{ deleted: string[]; restored: string[] }> {
  if (told.length === 0) return { deleted: [], restored: [] }
  const changed = await portal.query<{ contact_id: string; state: 'present' | 'deleted' }>(
    `insert into contact_standing (portal_id, contact_id, state, at)
     select distinct on (contact_id) $1, contact_id, state, at
     from unnest($2::bigint[], $3::text[], $4::timestamptz[]) with ordinality as x(contact_id, state, at, place)
     order by contact_id, at desc, place desc
     on conflict (portal_id, contact_id) do update set state = excluded.state, at = excluded.at
       where contact_standing.state in ('present', 'deleted') and contact_standing.at <= excluded.at
     returning contact_id, state`,
    [portal.portalId, told.map((one) => one.contactId), told.map((one) => one.state), told.map((one) => one.at)],
  )
  const of = (state: string) => changed.filter((row) => row.state === state).map((row) => row.contact_id)
  return { deleted: of('deleted'), restored: of('present') }
}

/** Nothing that waits for the timelines of these contacts is recorded until they are released. */
export async function parkTimeline(portal: PortalDb, contactIds: string[], reason: string): Promise<void> {
  if (contactIds.length === 0) return
  await portal.query(
    `with held as (
       select t.message_id from message m
       join timeline_entry t on t.portal_id = m.portal_id and t.message_id = m.id
       where m.portal_id = $1 and m.contact_id = any($2::bigint[])
         and (t.state = 'waiting' or (t.state = 'created' and t.written < t.wanted))
       order by t.message_id for update of t
     )
     update timeline_entry t set state = 'parked', reason = $3 from held h
     where t.portal_id = $1 and t.message_id = h.message_id`,
    [portal.portalId, contactIds, reason],
  )
}

/**
 * Everything parked of these contacts goes on, not only what was parked because they were gone: what HubSpot refused
 * meanwhile may have been refused for just that, in words of its own. Where it was not, it is refused and parked once
 * more. True where something goes on.
 */
export async function releaseTimeline(portal: PortalDb, contactIds: string[], now: Date): Promise<boolean> {
  if (contactIds.length === 0) return false
  const rows = await portal.query(
    `with held as (
       select t.message_id from message m
       join timeline_entry t on t.portal_id = m.portal_id and t.message_id = m.id
       where m.portal_id = $1 and m.contact_id = any($2::bigint[]) and t.state = 'parked'
       order by t.message_id for update of t
     )
     update timeline_entry t set state = case when t.engagement_id is null then 'waiting' else 'created' end,
       reason = null, attempts = 0, due_at = $3
     from held h where t.portal_id = $1 and t.message_id = h.message_id returning t.message_id`,
    [portal.portalId, contactIds, now],
  )
  return rows.length > 0
}
