import { spellingsOf } from '../person/spellings-of.ts'
import type { PortalDb } from '../store/database.ts'

/**
 * Whether what left a line may be a message of ours whose id is not stored: surely not; there is one in doubt to that address, perhaps
 * with the very same words; or a person has settled one with these words, of which its provider never told an id.
 */
export type Echo = 'none' | 'possible' | 'same words' | 'settled'

/** Milliseconds within which the same words are the same message. */
const near = 86_400_000

export async function mayBeEcho(
  portal: PortalDb,
  { lineId, addresses, body, at }: { lineId: string; addresses: string[]; body: string; at: Date },
): Promise<Echo> {
  const rows = await portal.query<{ open: boolean; same: boolean }>(
    `select d.state in ('sending', 'unknown') or d.state = 'due' and m.error_code = 'outcome_unknown' as open,
            btrim(m.body) = btrim($4) and abs(extract(epoch from m.created_at - $5::timestamptz)) * 1000 < $6::float8 as same
     from conversation c
     join message m on m.portal_id = $1 and m.conversation_id = c.id and m.direction = 'outbound' and m.provider_id is null
     join delivery d on d.portal_id = $1 and d.message_id = m.id and d.attempts > 0
     where c.portal_id = $1 and c.line_id = $2 and c.address = any($3::text[])
       and (d.state <> 'done' or m.status in ('sent', 'unknown'))
     order by m.created_at desc limit 50`,
    [portal.portalId, lineId, addresses.flatMap(spellingsOf), body, at, near],
  )
  if (rows.some(({ open, same }) => open && same)) return 'same words'
  if (rows.some(({ open, same }) => !open && same)) return 'settled'
  return rows.some(({ open }) => open) ? 'possible' : 'none'
}
