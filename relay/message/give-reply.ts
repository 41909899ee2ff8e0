import { randomBytes } from 'node:crypto'
import type { Channel } from '../../contract/channel.ts'
import { personKey } from '../person/person-key.ts'
import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { wantTimeline } from './want-timeline.ts'

/** A reply of nobody's, held for the caller's transaction. */
export interface HeldReply {
  id: string
  lineId: string
  channel: Channel
  address: string
  /** Whose it has become; null: nobody's. */
  contactId: string | null
  dismissed: boolean
  /** It was set aside as no person's word. */
  aside: boolean
  body: string
  /** The body is our sentence about what came. */
  made: boolean
  /** It is proved who wrote it. */
  isProved: boolean
  at: Date
}

/** Holds a reply; null where there is none of that id, or it was erased: it belongs to somebody who was forgotten. */
export async function holdReply(tx: PortalDb, messageId: string): Promise<HeldReply | null> {
  const [row] = await tx.query<{
    id: string
    line_id: string
    channel: Channel
    address: string
    contact_id: string | null
    dismissed: boolean
    aside: boolean
    body: string
    made: boolean
    proved: boolean
    created_at: Date
  }>(
    `select id, line_id, channel, address, contact_id, dismissed_at is not null as dismissed, aside is not null as aside,
            body, coalesce(made, false) as made, proof is null as proved, created_at
     from message
     where portal_id = $1 and id = $2 and direction = 'inbound' and address <> '' for update`,
    [tx.portalId, messageId],
  )
  if (!row) return null
  return {
    id: row.id,
    lineId: row.line_id,
    channel: row.channel,
    address: row.address,
    contactId: row.contact_id,
    dismissed: row.dismissed,
    aside: row.aside,
    body: row.body,
    made: row.made,
    isProved: row.proved,
    at: row.created_at,
  }
}

/**
 * A reply that is held becomes a contact's: it stands in their conversation, which is opened if need be, and goes to their
 * timeline once `timelineGather` milliseconds have passed. `actor` is who said so: what comes next from there is theirs, too,
 * unless HubSpot knows better. Null: HubSpot itself names them by now.
 */
export async function giveReply(
  tx: PortalDb,
  reply: HeldReply,
  to: { contactId: string; actor: string | null; timelineGather: number },
): Promise<void> {
  const now = Date.now()
  await tx.query(
    `with talking as (
       insert into conversation (portal_id, id, contact_id, line_id, channel, address, token, last_at, given_at)
       values ($1, $3, $4, $5, $6, $7, $8, instant(), case when $9::text is not null then instant() end)
       on conflict (portal_id, line_id, address, contact_id) do update
         set last_at = excluded.last_at, given_at = excluded.given_at, doubted_at = null
       returning id
     ), given as (
       update message m set contact_id = $4, conversation_id = t.id, aside = null, aside_contact_id = null, changed_at = instant() from talking t
       where m.portal_id = $1 and m.id = $2 returning m.portal_id, m.id, m.contact_id, m.channel, m.source
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select portal_id, id, instant(), 'given', jsonb_strip_nulls(jsonb_build_object('by', $9::text)) from given
     )
     ${wantTimeline('given', { first: '$10', change: '$10' })}`,
    [
      tx.portalId,
      reply.id,
      newId(now),
      to.contactId,
      reply.lineId,
      reply.channel,
      personKey(reply.address),
      randomBytes(16).toString('hex'),
      to.actor,
      to.timelineGather,
    ],
  )
}
