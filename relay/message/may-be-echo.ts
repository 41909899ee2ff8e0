import { spellingsOf } from '../person/spellings-of.ts'
import type { PortalDb } from '../store/database.ts'
import { listed } from '../store/listed.ts'
import { storable } from '../store/storable.ts'

/**
 * Whether what left a line may be a message of ours whose id is not stored: surely not; there is one in doubt to that address, perhaps
 * with the very same words; or a person has settled one with these words, of which its provider never told an id.
 */
export type Echo = 'none' | 'possible' | 'same words' | 'settled'

/** What left a line, and the names of whoever got it. */
export interface Left {
  lineId: string
  addresses: readonly string[]
  body: string
  at: Date
}

/** Milliseconds within which the same words are the same message. */
const near = 86_400_000

/** For each of these, in their order. */
export async function mayBeEcho(portal: PortalDb, left: readonly Left[]): Promise<Echo[]> {
  if (left.length === 0) return []
  const rows = await portal.query<{ nth: number; open: boolean; same: boolean }>(
    `select x.nth, one.open, one.same
     from ${listed('$2', 'nth int, line_id text, names text[], body text, at timestamptz')} as x
     cross join lateral (
       select d.state in ('sending', 'unknown') or d.state = 'due' and m.error_code = 'outcome_unknown' as open,
              btrim(m.body) = btrim(x.body) and abs(extract(epoch from m.created_at - x.at)) * 1000 < $3::float8 as same
       from conversation c
       join message m on m.portal_id = $1 and m.conversation_id = c.id and m.direction = 'outbound' and m.provider_id is null
       join delivery d on d.portal_id = $1 and d.message_id = m.id and d.attempts > 0
       where c.portal_id = $1 and c.line_id = x.line_id and c.address = any(x.names)
         and (d.state <> 'done' or m.status in ('sent', 'unknown'))
       order by m.created_at desc limit 50
     ) one`,
    [
      portal.portalId,
      JSON.stringify(
        left.map(({ lineId, addresses, body, at }, nth) => {
          return {
            nth,
            line_id: lineId,
            names: addresses.flatMap(spellingsOf),
            body: storable(body),
            at: at.toISOString(),
          }
        }),
      ),
      near,
    ],
  )
  const found = Map.groupBy(rows, ({ nth }) => nth)
  return left.map((_, nth) => judge(found.get(nth) ?? []))
}

function judge(rows: readonly { open: boolean; same: boolean }[]): Echo {
  if (rows.some(({ open, same }) => open && same)) return 'same words'
  if (rows.some(({ open, same }) => !open && same)) return 'settled'
  return rows.some(({ open }) => open) ? 'possible' : 'none'
}
