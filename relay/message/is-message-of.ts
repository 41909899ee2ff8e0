import type { PortalDb } from '../store/database.ts'

/** Whether this is an outbound message to this contact. */
export async function isMessageOf(portal: PortalDb, contactId: string, messageId: string): Promise<boolean> {
  const rows = await portal.query(
    `select 1 from message where portal_id = $1 and id = $2 and contact_id = $3 and direction = 'outbound'`,
    [portal.portalId, messageId, contactId],
  )
  return rows.length > 0
}
