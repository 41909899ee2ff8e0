import type { WideDb } from '../database.ts'

/** A line that is configured, or HubSpot of an account that is served, of which nothing was ever heard. */
export interface Unproved {
  portalId: string
  /** Null: HubSpot itself. */
  lineId: string | null
}

/**
 * What is configured and has never answered: no test was ever well, nothing that left by a line was taken and nothing came in on it, no
 * entry stands on a timeline. An account that installed the app has its tokens from HubSpot, which is an answer. At most `most` of them.
 */
export async function readUnproved(db: WideDb, most: number): Promise<Unproved[]> {
  const untested = (portal: string, subject: string) =>
    `not exists (select from connection_test c where c.portal_id = ${portal} and c.subject = ${subject} and c.answered_at is not null)`
  const rows = await db.query<{ portal_id: string; line_id: string | null }>(
    `select portal_id, null as line_id from portal p
     where state = 'active' and credential <> 'oauth' and ${untested('p.portal_id', `'hubspot'`)}
       and not exists (select from timeline_entry t where t.portal_id = p.portal_id and t.state = 'created')
     union all
     select portal_id, id from line l
     where state <> 'retired' and ${untested('l.portal_id', `'line/' || l.id`)}
       and not exists (select from message m where m.portal_id = l.portal_id and m.line_id = l.id and m.direction = 'outbound'
                                               and m.provider_id is not null)
       and not exists (select from message m where m.portal_id = l.portal_id and m.line_id = l.id and m.direction = 'inbound'
                                               and m.provider_id is not null)
     limit $1`,
    [most],
  )
  return rows.map((row) => ({ portalId: row.portal_id, lineId: row.line_id }))
}
