import type { Channel } from '../../contract/channel.ts'
import type { PortalDb } from '../store/database.ts'

/** One thing that happened to a message; `data` is what was known of it then. */
export interface TraceEvent {
  messageId: string
  channel: Channel
  lineId: string
  at: Date
  kind: string
  data: Record<string, unknown>
  /** Who did it, as the message keeps it; null where nobody did, or nobody said. */
  actor: Record<string, string> | null
}

/** Everything that happened to a message of this contact, to those it stands in for and to those that stand in for it. */
export async function readTrace(portal: PortalDb, contactId: string, messageId: string): Promise<TraceEvent[]> {
  const rows = await portal.query<{
    message_id: string
    channel: Channel
    line_id: string
    at: Date
    kind: string
    data: Record<string, unknown>
    actor: Record<string, string> | null
  }>(
    `with recursive before as (
       select id, fallback_of, 0 as depth from message where portal_id = $1 and id = $3 and contact_id = $2
       union all
       select m.id, m.fallback_of, b.depth + 1 from before b
       join message m on m.portal_id = $1 and m.id = b.fallback_of where b.depth < 10
     ), after as (
       select (select id from before order by depth desc limit 1) as id, 0 as depth
       union all
       select m.followed_by, a.depth + 1 from after a
       join message m on m.portal_id = $1 and m.id = a.id where m.followed_by is not null and a.depth < 10
     )
     select e.message_id, m.channel, m.line_id, e.at, e.kind, e.data,
            coalesce(e.data->'actor', case when e.kind = 'accepted' and m.fallback_of is null then m.actor end) as actor
     from after a
     join message m on m.portal_id = $1 and m.id = a.id
     join message_event e on e.portal_id = $1 and e.message_id = a.id
     order by e.at, a.depth, e.id limit 200`,
    [portal.portalId, contactId, messageId],
  )
  return rows.map(({ message_id, line_id, ...row }) => ({ ...row, messageId: message_id, lineId: line_id }))
}
