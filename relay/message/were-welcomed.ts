import { spellingsOf } from '../person/spellings-of.ts'
import type { PortalDb } from '../store/database.ts'

/** The key of what a new contact is sent: one for each, whenever it is asked for. */
export const welcomeKey = (contactId: string): string => `auto:${contactId}`

/** Whether one of these contacts, or one that was written to at this address by this line, got what new contacts are sent. */
export async function wereWelcomed(
  portal: PortalDb,
  { contactIds, lineId, address }: { contactIds: string[]; lineId: string | null; address: string | null },
): Promise<boolean> {
  const rows = await portal.query(
    `select 1 from message where portal_id = $1 and idempotency_key = any(
       select 'auto:' || id from unnest($2::bigint[]) as x(id)
       union all
       select 'auto:' || contact_id from conversation
       where portal_id = $1 and line_id = $3 and address = any($4::text[]))
     limit 1`,
    [portal.portalId, contactIds, lineId, address === null ? [] : spellingsOf(address)],
  )
  return rows.length > 0
}
