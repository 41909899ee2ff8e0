import type { Attachment } from '../../contract/attachment.ts'
import type { Channel } from '../../contract/channel.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { PortalDb } from '../store/database.ts'
import type { PlannedStep } from './planned-step.ts'

/** A message with steps of a ladder still open, as it stands while its delivery is held. */
export interface Ladderable {
  source: 'card' | 'workflow'
  contactId: string
  channel: Channel
  subject: string | null
  body: string
  status: DeliveryStatus
  delivery: 'due' | 'sending' | 'unknown' | 'done'
  actor: Record<string, string>
  attachments: Attachment[]
  ladder: PlannedStep[]
  acceptedAt: Date
}

/** Holds a message's delivery for the caller's transaction; null when there is no step left or another stands in already. */
export async function holdLadder(portal: PortalDb, messageId: string): Promise<Ladderable | null> {
  const [row] = await portal.query<{
    source: 'card' | 'workflow'
    contact_id: string
    channel: Channel
    subject: string | null
    body: string
    status: DeliveryStatus
    state: Ladderable['delivery']
    actor: Record<string, string> | null
    attachments: Attachment[] | null
    ladder: PlannedStep[] | null
    followed_by: string | null
    created_at: Date
  }>(
    `select m.source, m.contact_id, m.channel, m.subject, m.body, m.status, d.state, m.actor, m.attachments, m.ladder,
            m.followed_by, m.created_at
     from delivery d join message m on m.portal_id = d.portal_id and m.id = d.message_id
     where d.portal_id = $1 and d.message_id = $2 for update of d`,
    [portal.portalId, messageId],
  )
  if (!row?.ladder || row.followed_by !== null) return null
  return {
    source: row.source,
    contactId: row.contact_id,
    channel: row.channel,
    subject: row.subject,
    body: row.body,
    status: row.status,
    delivery: row.state,
    actor: row.actor ?? {},
    attachments: row.attachments ?? [],
    ladder: row.ladder,
    acceptedAt: row.created_at,
  }
}

/**
 * Notes that another message stands in for this one. One that still waited to leave is cancelled; one that surely never
 * left has no business on the timeline, where the other tells its story.
 */
export async function storeFollowed(
  portal: PortalDb,
  followed: {
    messageId: string
    by: string
    channel: string
    lineId: string
    reason: string
    at: Date
  },
): Promise<void> {
  await portal.query(
    `with cancelled as (
       update delivery set state = 'done', lease_until = null
       where portal_id = $1 and message_id = $2 and state = 'due' returning message_id
     ), moved as (
       update message m set followed_by = $3, changed_at = $6,
         status = case when exists (select 1 from cancelled) and moves_forward(m.status, 'cancelled') then 'cancelled' else m.status end
       where portal_id = $1 and id = $2 returning status
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       values ($1, $2, $6, 'fell_back',
               jsonb_build_object('to', $3::text, 'channel', $4::text, 'line', $7::text, 'reason', $5::text))
     ), removed as (
       delete from timeline_entry where portal_id = $1 and message_id = $2 and state = 'waiting'
         and (select status from moved) in ('failed', 'cancelled')
     )
     update timeline_entry set wanted = wanted + 1
     where portal_id = $1 and message_id = $2
       and not (state = 'waiting' and (select status from moved) in ('failed', 'cancelled'))`,
    [portal.portalId, followed.messageId, followed.by, followed.channel, followed.reason, followed.at, followed.lineId],
  )
}

/** What is told of a message's ladder: a step that was passed over, or that there was none left. */
export async function storeLadderEvent(
  portal: PortalDb,
  event: {
    messageId: string
    at: Date
    kind: 'step_skipped' | 'ladder_ended'
    data: Record<string, string>
  },
): Promise<void> {
  await portal.query('insert into message_event (portal_id, message_id, at, kind, data) values ($1, $2, $3, $4, $5)', [
    portal.portalId,
    event.messageId,
    event.at,
    event.kind,
    event.data,
  ])
}
