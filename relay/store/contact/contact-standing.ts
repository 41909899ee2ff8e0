import type { PortalDb } from '../database.ts'

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

/** Those of these contacts of which HubSpot has not told that they are deleted, or merged into another. */
export async function withoutGone(portal: PortalDb, contactIds: string[]): Promise<string[]> {
  if (contactIds.length === 0) return []
  const rows = await portal.query<{ contact_id: string }>(
    `select contact_id from contact_standing
     where portal_id = $1 and contact_id = any($2::bigint[]) and state in ('deleted', 'forgotten', 'merged')`,
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
