import { spellingsOf } from '../person/spellings-of.ts'
import type { PortalDb } from '../store/database.ts'

/** The key of what a new contact is sent: one for each, whenever it is asked for. */
export const welcomeKey = (contactId: string): string => `auto:${contactId}`

/** Whether one of these contacts, or one that was written to at one of these places, got what new contacts are sent. */
export async function wereWelcomed(
  portal: PortalDb,
  { contactIds, places }: { contactIds: readonly string[]; places: readonly { lineId: string; address: string }[] },
): Promise<boolean> {
  const spelled = places.flatMap(({ lineId, address }) => spellingsOf(address).map((one) => ({ lineId, address: one })))
  const rows = await portal.query(
    `select 1 from message where portal_id = $1 and idempotency_key = any(array(
       select 'auto:' || id from unnest($2::bigint[]) as x(id)
       union
       select 'auto:' || c.contact_id from unnest($3::text[], $4::text[]) as p(line_id, address)
       join conversation c on c.portal_id = $1 and c.line_id = p.line_id and c.address = p.address))
     limit 1`,
    [portal.portalId, contactIds, spelled.map(({ lineId }) => lineId), spelled.map(({ address }) => address)],
  )
  return rows.length > 0
}
