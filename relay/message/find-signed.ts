import { spellingsOf } from '../person/spellings-of.ts'
import type { PortalDb } from '../store/database.ts'

/** The fewest characters by which a message is known from others. */
const least = 2

/**
 * The message that a sign is put beside: of this id, or the newest that went to this address by the line and says these words, or
 * begins with them where a phone has cut them. Null where there is none.
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
  const quoted = named.quoted.replaceAll(/\s+/g, ' ').trim()
  const begins = quoted.replace(/(?:…|\.\.\.)$/, '').trim()
  if (begins.length < least) return null
  const [row] = await portal.query<{ id: string }>(
    `select id from (
       select m.id, btrim(regexp_replace(m.body, '\\s+', ' ', 'g')) as words, m.created_at from conversation c
       join message m on m.portal_id = $1 and m.conversation_id = c.id and m.direction = 'outbound'
       where c.portal_id = $1 and c.line_id = $2 and c.address = any($3::text[]) order by m.created_at desc limit 200) newest
     where words = $4 or $5 and starts_with(words, $6)
     order by words = $4 desc, created_at desc limit 1`,
    [portal.portalId, lineId, spellingsOf(named.address), quoted, begins !== quoted, begins],
  )
  return row?.id ?? null
}
