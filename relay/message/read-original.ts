import type { PortalDb } from '../store/database.ts'

/** The whole mail behind a message of this contact; null where no more is kept than its body. */
export async function readOriginal(portal: PortalDb, contactId: string, messageId: string): Promise<string | null> {
  const [row] = await portal.query<{ body: string }>(
    `select o.body from message m join message_original o on o.portal_id = m.portal_id and o.message_id = m.id
     where m.portal_id = $1 and m.id = $2 and m.contact_id = $3`,
    [portal.portalId, messageId, contactId],
  )
  return row?.body ?? null
}
