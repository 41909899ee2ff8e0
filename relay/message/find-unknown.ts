import type { Sought } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import { isElsewhere } from './is-elsewhere.ts'

/**
 * A delivery in doubt with all that a provider may be asked by, or null when it has been settled by other means.
 * `age`: milliseconds since it is in doubt; `now`: by the clock that told when it was attempted. `followed`: another message stands in for it, so it must not leave any more. `isElsewhere`: its line
 * leads elsewhere by now than when it was attempted.
 */
export async function findUnknown(
  portal: PortalDb,
  messageId: string,
): Promise<
  | (Sought & { lineId: string; attempts: number; followed: boolean; isElsewhere: boolean; age: number; now: Date })
  | null
> {
  const [row] = await portal.query<{
    line_id: string
    attempts: number
    address: string
    body: string
    first_at: Date
    last_at: Date
    others: string[]
    followed: boolean
    is_elsewhere: boolean
    files: number
    age: number
    now: Date
  }>(
    `select d.line_id, d.attempts, m.address, m.body, m.followed_by is not null as followed,
       ${isElsewhere('d')} as is_elsewhere,
       (extract(epoch from instant() - coalesce(d.since, m.created_at)) * 1000)::float8 as age, instant() as now,
       coalesce(jsonb_array_length(m.attachments), 0) as files,
       coalesce(e.first_at, m.created_at) as first_at, coalesce(e.last_at, m.created_at) as last_at,
       array(select o.provider_id from message o
         where o.portal_id = m.portal_id and o.conversation_id = m.conversation_id and o.line_id = m.line_id
           and o.direction = 'outbound' and o.id <> m.id and o.provider_id is not null
         order by o.created_at desc limit 200) as others
     from delivery d join message m on m.portal_id = d.portal_id and m.id = d.message_id
     cross join lateral (
       select min(at) as first_at, max(at) as last_at from message_event
       where portal_id = m.portal_id and message_id = m.id and kind = 'sending') e
     where d.portal_id = $1 and d.message_id = $2 and d.state = 'unknown'`,
    [portal.portalId, messageId],
  )
  if (!row) return null
  const {
    line_id: lineId,
    attempts,
    address: to,
    body,
    others,
    followed,
    is_elsewhere: isElsewhere_,
    files,
    age,
    now,
  } = row
  return {
    lineId,
    attempts,
    followed,
    isElsewhere: isElsewhere_,
    files,
    age,
    now,
    to,
    body,
    others,
    firstAttemptAt: new Date(row.first_at),
    lastAttemptAt: new Date(row.last_at),
  }
}
