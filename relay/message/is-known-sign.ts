import { spellingsOf } from '../person/spellings-of.ts'
import type { PortalDb } from '../store/database.ts'
import { listed } from '../store/listed.ts'

/** Something that came from an address by a line, under its provider's id. */
export interface MaybeSign {
  lineId: string
  address: string
  providerId: string
}

/** Messages of a conversation beside which a sign is looked for, the newest ones. */
const lookBack = 200

/** Whether each of these is here as a sign beside a message: some lists show a sign as a message of its own. */
export async function isKnownSign(portal: PortalDb, asked: readonly MaybeSign[]): Promise<boolean[]> {
  if (asked.length === 0) return []
  const rows = await portal.query<{ known: boolean }>(
    `select exists (
       select from conversation c cross join lateral (
         select m.reactions from message m where m.portal_id = $1 and m.conversation_id = c.id
         order by m.created_at desc limit ${lookBack}
       ) m
       where c.portal_id = $1 and c.line_id = x.line_id and c.address = any(x.names)
         and m.reactions @> jsonb_build_array(jsonb_build_object('ids', jsonb_build_array(x.provider_id)))
     ) as known
     from ${listed('$2', 'nth int, line_id text, names text[], provider_id text')} as x order by x.nth`,
    [
      portal.portalId,
      JSON.stringify(
        asked.map(({ lineId, address, providerId }, nth) => {
          return { nth, line_id: lineId, names: spellingsOf(address), provider_id: providerId }
        }),
      ),
    ],
  )
  return rows.map(({ known }) => known)
}
