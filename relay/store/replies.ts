import type { Channel } from '../../contract/channel.ts'
import type { Db } from './database.ts'

/** Whose conversation a reply belongs to. */
export interface ConversationMatch {
  id: string
  contactId: string
}

/** The conversation a reply names itself: by its token, or by the message it answers on this line. */
export async function findNamedConversation(
  db: Db,
  portalId: string,
  lineId: string,
  named: { token?: string | undefined; answers?: readonly string[] | undefined },
): Promise<ConversationMatch | null> {
  const [row] = await db.query<{ id: string; contact_id: string }>(
    `(select id, contact_id, 0 as rank, last_at from conversation
      where portal_id = $1 and line_id = $2 and token = $3)
     union all
     (select c.id, c.contact_id, 1, m.created_at from message m
      join conversation c on c.portal_id = m.portal_id and c.id = m.conversation_id
      where m.portal_id = $1 and m.line_id = $2 and m.provider_id = any($4::text[]))
     order by rank, last_at desc limit 1`,
    [portalId, lineId, named.token ?? null, named.answers ?? []],
  )
  return row ? { id: row.id, contactId: row.contact_id } : null
}

/** The last conversation with this address on this line. */
export async function findLastConversation(
  db: Db,
  portalId: string,
  lineId: string,
  address: string,
): Promise<ConversationMatch | null> {
  const [row] = await db.query<{ id: string; contact_id: string }>(
    `select id, contact_id from conversation
     where portal_id = $1 and line_id = $2 and address = $3 order by last_at desc limit 1`,
    [portalId, lineId, address],
  )
  return row ? { id: row.id, contactId: row.contact_id } : null
}

/** Opens a conversation that a contact began. */
export async function openConversation(
  db: Db,
  conversation: {
    portalId: string
    id: string
    contactId: string
    lineId: string
    channel: Channel
    address: string
    token: string
    at: Date
  },
): Promise<ConversationMatch> {
  const [row] = await db.query<{ id: string }>(
    `insert into conversation (portal_id, id, contact_id, line_id, channel, address, token, last_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (portal_id, line_id, address, contact_id) do update set last_at = excluded.last_at returning id`,
    [
      conversation.portalId,
      conversation.id,
      conversation.contactId,
      conversation.lineId,
      conversation.channel,
      conversation.address,
      conversation.token,
      conversation.at,
    ],
  )
  return { id: row?.id ?? conversation.id, contactId: conversation.contactId }
}

/**
 * Stores a reply with its event and its place on the timeline. False when this provider id is here already: webhooks
 * repeat and history overlaps. A reply that matched nobody is stored without a contact and waits for a person.
 */
export async function storeReply(
  db: Db,
  reply: {
    portalId: string
    id: string
    lineId: string
    channel: Channel
    address: string
    subject: string | null
    body: string
    providerId: string
    conversation: ConversationMatch | null
    /** Why it matched nobody; null when it matched. */
    unmatched: string | null
    at: Date
    now: Date
    /** When the timeline is to hear of it. */
    recordAt: Date
  },
): Promise<boolean> {
  const rows = await db.query(
    `with inserted as (
       insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address,
                            subject, body, status, provider_id, created_at, changed_at)
       values ($1, $2, 'inbound', 'reply', $3, $4, $5, $6, $7, $8, $9, 'delivered', $10, $11, $12)
       on conflict (portal_id, line_id, direction, provider_id) do nothing
       returning portal_id, id, contact_id, channel
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select portal_id, id, $12, case when contact_id is null then 'unmatched' else 'received' end,
              jsonb_strip_nulls(jsonb_build_object('reason', $13::text))
       from inserted
     ), recorded as (
       insert into timeline_entry (portal_id, message_id, object, state, due_at)
       select portal_id, id, case when channel = 'email' then 'emails' else 'communications' end, 'waiting', $14
       from inserted where contact_id is not null
     ), touched as (
       update conversation set last_at = greatest(last_at, $12) where portal_id = $1 and id = $4
     )
     select id from inserted`,
    [
      reply.portalId,
      reply.id,
      reply.conversation?.contactId ?? null,
      reply.conversation?.id ?? null,
      reply.lineId,
      reply.channel,
      reply.address,
      reply.subject,
      reply.body,
      reply.providerId,
      reply.at,
      reply.now,
      reply.unmatched,
      reply.recordAt,
    ],
  )
  return rows.length === 1
}

/** The newest word of an address on a channel stands. */
export async function storeConsent(
  db: Db,
  consent: {
    portalId: string
    channel: Channel
    address: string
    state: 'opted_in' | 'opted_out'
    messageId: string
    at: Date
  },
): Promise<void> {
  await db.query(
    `insert into consent (portal_id, channel, address, state, message_id, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (portal_id, channel, address) do update
       set state = excluded.state, message_id = excluded.message_id, at = excluded.at
       where consent.at <= excluded.at`,
    [consent.portalId, consent.channel, consent.address, consent.state, consent.messageId, consent.at],
  )
}
