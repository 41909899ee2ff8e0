import type { PortalDb } from '../store/database.ts'

/**
 * An entry that HubSpot refuses is given up: one that was never made is gone, one that stands there stays as it is, until its
 * message changes again. False where it is not parked any more.
 */
export async function dismissEntry(tx: PortalDb, messageId: string): Promise<boolean> {
  const rows = await tx.query(
    `with held as (
       select message_id, engagement_id from timeline_entry
       where portal_id = $1 and message_id = $2 and state = 'parked' for update
     ), gone as (
       delete from timeline_entry t using held h
       where t.portal_id = $1 and t.message_id = h.message_id and h.engagement_id is null
     ), kept as (
       update timeline_entry t set state = 'created', written = t.wanted, reason = null, hindrance = null, parked_at = null,
         -- The write that was refused counted as one that may still land: it is not made up for, it is given up.
         rewrite_at = null
       from held h where t.portal_id = $1 and t.message_id = h.message_id and h.engagement_id is not null
     )
     select message_id from held`,
    [tx.portalId, messageId],
  )
  return rows.length > 0
}
