import type { PortalDb } from '../store/database.ts'
import { listed } from '../store/listed.ts'

/** What a message names that only its conversation has seen. */
export interface Naming {
  lineId: string
  token: string | null
  /** Provider ids of messages that it answers. */
  answers: readonly string[]
}

/**
 * The address of the conversation that each of these names by what only whoever got our messages can know: its token, or the whole
 * id of a message that left. Null where it names nothing of ours: what came in has ids that its sender has chosen.
 */
export async function findNamed(portal: PortalDb, asked: readonly Naming[]): Promise<(string | null)[]> {
  if (asked.length === 0) return []
  const rows = await portal.query<{ address: string | null }>(
    `select named.address from ${listed('$2', `nth int, line_id text, token text, answers text[]`)} as x
     left join lateral (
       select * from (
         select c.address, 0 as rank, c.last_at as at from conversation c
         where c.portal_id = $1 and c.line_id = x.line_id
           and (c.token = x.token or c.id = (select conversation_id from former_token where portal_id = $1 and token = x.token))
         union all
         select c.address, 1, m.created_at from message m
         join conversation c on c.portal_id = m.portal_id and c.id = m.conversation_id
         where m.portal_id = $1 and m.line_id = x.line_id and m.direction = 'outbound' and m.provider_id = any(x.answers)
       ) found order by rank, at desc limit 1
     ) named on true
     order by x.nth`,
    [
      portal.portalId,
      JSON.stringify(asked.map(({ lineId, token, answers }, nth) => ({ nth, line_id: lineId, token, answers }))),
    ],
  )
  return rows.map((row) => row.address)
}
