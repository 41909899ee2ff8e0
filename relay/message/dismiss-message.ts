import type { PortalDb } from '../store/database.ts'

/** A person has seen how a message ended, or that nobody knows. False where nobody need look at it. */
export async function dismissMessage(tx: PortalDb, messageId: string, actor: string): Promise<boolean> {
  const rows = await tx.query(
    `with seen as (
       update delivery set attention_since = null
       where portal_id = $1 and message_id = $2 and attention_since is not null returning portal_id, message_id
     )
     insert into message_event (portal_id, message_id, at, kind, data)
     select portal_id, message_id, instant(), 'dismissed', jsonb_build_object('by', $3::text) from seen returning 1`,
    [tx.portalId, messageId, actor],
  )
  return rows.length > 0
}
