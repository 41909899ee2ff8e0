import type { PortalDb } from '../store/database.ts'

/** A reply of nobody's that is held is put aside: nobody looks for whose it is any more. What it said stays. */
export async function dismissReply(tx: PortalDb, messageId: string, actor: string): Promise<void> {
  await tx.query(
    `with dismissed as (
       update message set dismissed_at = instant(), changed_at = instant()
       where portal_id = $1 and id = $2 and contact_id is null returning portal_id, id
     )
     insert into message_event (portal_id, message_id, at, kind, data)
     select portal_id, id, instant(), 'dismissed', jsonb_build_object('by', $3::text) from dismissed`,
    [tx.portalId, messageId, actor],
  )
}
