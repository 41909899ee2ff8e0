import { spellingsOf } from '../person/spellings-of.ts'
import type { PortalDb } from '../store/database.ts'

/** The fewest characters by which a message is known from others. */
const least = 2

/**
 * The message that a sign is put beside: of this id, or the newest that went to this address by the line and begins with these words,
 * which a phone may have cut. Null where there is none.
 */
export async function findSigned(
  portal: PortalDb,
  lineId: string,
  named: { providerId: string } | { quoted: string; address: string },
): Promise<string | null> {
  if ('providerId' in named) {
    const [row] = await portal.query<{ id: string }>(
      `select id from message
       where portal_id = $1 and line_id = $2 and direction in ('outbound', 'inbound') and provider_id = $3
         and contact_id is not null order by direction desc limit 1`,
      [portal.portalId, lineId, named.providerId],
    )
    return row?.id ?? null
  }
  const begins = named.quoted
    .replace(/(…|\.\.\.)\s*$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (begins.length < least) return null
  const [row] = await portal.query<{ id: string }>(
    `select id from (
       select m.id, m.body, m.created_at from conversation c
       join message m on m.portal_id = $1 and m.conversation_id = c.id and m.direction = 'outbound'
       where c.portal_id = $1 and c.line_id = $2 and c.address = any($3::text[]) order by m.created_at desc limit 200) newest
     where starts_with(btrim(regexp_replace(body, '\\s+', ' ', 'g')), $4)
     order by created_at desc limit 1`,
    [portal.portalId, lineId, spellingsOf(named.address), begins],
  )
  return row?.id ?? null
}
