import type { PortalDb } from '../../database.ts'
import { lastingData } from './lasting-data.ts'

/** A send as it stands now, beside its leaf. */
export interface Story {
  /** Of its acceptance. */
  event: string
  messageId: string
  /** Null: it was never sealed. `words`: their salt, or once they are erased the digest that they had. */
  leaf: { digest: Buffer; words: Buffer } | null
  /** Events that are, or are to be, sealed. */
  events: number
  /** Its message is there. */
  there: boolean
  /** Neither events nor a delivery are left, as when a story is removed after its time. */
  removed: boolean
  /** JSON of what stays when the person is erased, and of what does not. Both as PostgreSQL writes `jsonb`. */
  lasting: string
  words: string
}

const lasting = lastingData.map((name) => `e.data -> '${name}'`).join(', ')

/** Sends of which one event is the acceptance, `after < event <= last` or one of `events`, in that order. */
export async function readStories(
  portal: PortalDb,
  which: { after: string; last: string } | { events: string[] },
): Promise<Story[]> {
  const values = 'events' in which ? [which.events] : [which.after, which.last]
  const among = (event: string) =>
    'events' in which ? `${event} = any($3::bigint[])` : `${event} > $3 and ${event} <= $4`
  const rows = await portal.query<{
    event: string
    message_id: string
    digest: Buffer | null
    salt: Buffer
    events: number
    there: boolean
    removed: boolean
    lasting: string
    words: string
  }>(
    // Row-level security lets no expression be looked up by an index, so the ids come first; and each message is
    // looked up by its key, however little the planner knows of the account.
    `with wanted as materialized (
       select coalesce(l.event, a.id) as event, coalesce(l.message_id, a.message_id) as message_id,
              coalesce(l.events, 32767) as most, l.digest, l.words as salt
       from (select * from audit_leaf where portal_id = $1::bigint and ${among('event')}) l
       full join (select id, message_id from message_event
                  where portal_id = $1::bigint and kind = 'accepted' and ${among('id')}) a
         on a.id = l.event and a.message_id = l.message_id
     )
     select w.event, w.message_id, w.digest, w.salt, s.events, m.id is not null as there,
            s.events = 0 and not exists (select from delivery where portal_id = $1::bigint and message_id = w.message_id) as removed,
            jsonb_build_array($1::text, w.message_id, m.source, m.line_id, m.channel, m.actor, m.fallback_of,
                              m.created_at at time zone 'UTC', s.lasting)::text as lasting,
            jsonb_build_array(m.address, m.subject, m.body, m.attachments, m.template, m.fallback_reason, s.words)::text as words
     from wanted w
     left join lateral (select * from message where portal_id = $1::bigint and id = w.message_id limit 1) m on true
     cross join lateral (
       select count(*)::int as events,
              jsonb_agg(jsonb_build_array(e.id, e.at at time zone 'UTC', e.kind, ${lasting}) order by e.id) as lasting,
              jsonb_agg(case jsonb_typeof(e.data) when 'object' then e.data - $2::text[] else e.data end order by e.id) as words
       from (select * from message_event where portal_id = $1::bigint and message_id = w.message_id
             order by id limit w.most) e
     ) s
     order by event`,
    [portal.portalId, lastingData, ...values],
  )
  return rows.map(({ message_id, digest, salt, ...row }) => ({
    ...row,
    messageId: message_id,
    leaf: digest && { digest, words: salt },
  }))
}
