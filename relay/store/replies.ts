import type { Channel } from '../../contract/channel.ts'
import type { PortalDb } from './database.ts'

/** Whose conversation a reply belongs to. */
export interface ConversationMatch {
  id: string
  contactId: string
}

export interface LastConversation extends ConversationMatch {
  /** Since when the contact may have given the address up. */
  doubtedAt: Date | null
  /** For how long that is doubted, milliseconds. */
  doubtedFor: number
  /** The contact is deleted in HubSpot: nothing is theirs. */
  gone: boolean
  /** A person said that it is theirs; HubSpot may know better. */
  given: boolean
}

/** Of a conversation `c`: its contact is no more in HubSpot. */
const gone = `exists (select from contact_standing s
  where s.portal_id = c.portal_id and s.contact_id = c.contact_id and s.state in ('deleted', 'forgotten'))`

/** The conversation a reply names itself, if its contact is there: by its token, or by the message it answers on this line. */
export async function findNamedConversation(
  portal: PortalDb,
  lineId: string,
  named: { token?: string | undefined; answers?: readonly string[] | undefined },
): Promise<ConversationMatch | null> {
  const [row] = await portal.query<{ id: string; contact_id: string }>(
    `(select id, contact_id, 0 as rank, last_at from conversation c
      where portal_id = $1 and line_id = $2 and token = $3 and not ${gone})
     union all
     (select c.id, c.contact_id, 1, m.created_at from message m
      join conversation c on c.portal_id = m.portal_id and c.id = m.conversation_id
      where m.portal_id = $1 and m.line_id = $2 and m.provider_id = any($4::text[]) and not ${gone})
     order by rank, last_at desc limit 1`,
    [portal.portalId, lineId, named.token ?? null, named.answers ?? []],
  )
  return row ? { id: row.id, contactId: row.contact_id } : null
}

/** The last conversation with this address on this line. */
export async function findLastConversation(
  portal: PortalDb,
  lineId: string,
  address: string,
): Promise<LastConversation | null> {
  const [row] = await portal.query<{
    id: string
    contact_id: string
    doubted_at: Date | null
    doubted_for: number | null
    gone: boolean
    given: boolean
  }>(
    `select id, contact_id, doubted_at, extract(epoch from instant() - doubted_at)::float8 * 1000 as doubted_for, ${gone} as gone,
       given_at is not null as given
     from conversation c
     where portal_id = $1 and line_id = $2 and address = $3 order by last_at desc limit 1`,
    [portal.portalId, lineId, address],
  )
  if (!row) return null
  const { id, contact_id: contactId, doubted_at: doubtedAt } = row
  return { id, contactId, doubtedAt, doubtedFor: row.doubted_for ?? 0, gone: row.gone, given: row.given }
}

/** The last conversation of many addresses at once, by `<line>/<address>`; one that is doubted or was given by a person, or whose contact is gone, is left out. */
export async function findLastConversations(
  portal: PortalDb,
  asked: { lineId: string; address: string }[],
): Promise<Map<string, ConversationMatch>> {
  const rows = await portal.query<{ line_id: string; address: string; id: string; contact_id: string }>(
    `select line_id, address, id, contact_id from (
       select distinct on (c.line_id, c.address) c.line_id, c.address, c.id, c.contact_id, c.doubted_at, c.given_at,
         ${gone} as gone
       from unnest($2::text[], $3::text[]) as x(line_id, address)
       join conversation c on c.portal_id = $1 and c.line_id = x.line_id and c.address = x.address
       order by c.line_id, c.address, c.last_at desc
     ) last where doubted_at is null and given_at is null and not gone`,
    [portal.portalId, asked.map((one) => one.lineId), asked.map((one) => one.address)],
  )
  return new Map(rows.map((row) => [`${row.line_id}/${row.address}`, { id: row.id, contactId: row.contact_id }]))
}

/** Opens a conversation that a contact began. */
export async function openConversation(
  portal: PortalDb,
  conversation: {
    id: string
    contactId: string
    lineId: string
    channel: Channel
    address: string
    token: string
    at: Date
  },
): Promise<ConversationMatch> {
  const [row] = await portal.query<{ id: string }>(
    `insert into conversation (portal_id, id, contact_id, line_id, channel, address, token, last_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (portal_id, line_id, address, contact_id) do update set last_at = excluded.last_at returning id`,
    [
      portal.portalId,
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

/** A reply as it is stored. */
export interface NewReply {
  id: string
  lineId: string
  channel: Channel
  address: string
  subject: string | null
  body: string
  providerId: string
  conversation: ConversationMatch | null
  attachments: { url: string | null; contentType: string; name: string }[]
  /** Why it matched nobody; null when it matched. */
  unmatched: string | null
  at: Date
}

/**
 * Stores replies, each with its event and its place on the timeline, which hears of it at `recordAt`. Answers with the
 * ids of those that are new: webhooks repeat and history overlaps, so a provider id may be here already. A reply that
 * matched nobody is stored without a contact and waits for a person.
 */
export async function storeReplies(
  portal: PortalDb,
  replies: NewReply[],
  times: { now: Date; recordAt: Date },
): Promise<Set<string>> {
  const rows = await portal.query<{ id: string }>(
    `with reply as (
       select * from jsonb_to_recordset($2::jsonb) as x(
         id uuid, line_id text, channel text, address text, subject text, body text, provider_id text,
         contact_id bigint, conversation_id uuid, attachments jsonb, unmatched text, at timestamptz)
     ), inserted as (
       insert into message (portal_id, id, direction, source, contact_id, conversation_id, line_id, channel, address,
                            subject, body, status, provider_id, attachments, created_at, changed_at)
       select $1, id, 'inbound', 'reply', contact_id, conversation_id, line_id, channel, address, subject, body,
              'delivered', provider_id, attachments, at, $3
       from reply order by at, id
       on conflict (portal_id, line_id, direction, provider_id) do nothing
       returning id, contact_id, channel
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select $1, i.id, $3, case when i.contact_id is null then 'unmatched' else 'received' end,
              jsonb_strip_nulls(jsonb_build_object('reason', r.unmatched))
       from inserted i join reply r on r.id = i.id
     ), recorded as (
       insert into timeline_entry (portal_id, message_id, object, state, due_at)
       select $1, id, case when channel = 'email' then 'emails' else 'communications' end, 'waiting', $4
       from inserted where contact_id is not null
     ), talking as (
       select id from conversation
       where portal_id = $1 and id in (select conversation_id from reply)
       order by line_id, address, contact_id for update
     ), touched as (
       update conversation c set last_at = greatest(c.last_at, $3) from talking t where c.portal_id = $1 and c.id = t.id
     )
     select id from inserted`,
    [
      portal.portalId,
      JSON.stringify(
        replies.map((reply) => ({
          id: reply.id,
          line_id: reply.lineId,
          channel: reply.channel,
          address: reply.address,
          subject: reply.subject,
          body: reply.body,
          provider_id: reply.providerId,
          contact_id: reply.conversation?.contactId ?? null,
          conversation_id: reply.conversation?.id ?? null,
          attachments: reply.attachments.length > 0 ? reply.attachments : null,
          unmatched: reply.unmatched,
          at: reply.at.toISOString(),
        })),
      ),
      times.now,
      times.recordAt,
    ],
  )
  return new Set(rows.map((row) => row.id))
}

/** The newest word of an address on a channel stands. */
export async function storeConsent(
  portal: PortalDb,
  consent: {
    channel: Channel
    address: string
    state: 'opted_in' | 'opted_out'
    /** The message that said so, or led to it; null where the provider told us beside any message. */
    messageId: string | null
    at: Date
  },
): Promise<void> {
  await portal.query(
    `insert into consent (portal_id, channel, address, state, message_id, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (portal_id, channel, address) do update
       set state = excluded.state, message_id = excluded.message_id, at = excluded.at
       where consent.at <= excluded.at`,
    [portal.portalId, consent.channel, consent.address, consent.state, consent.messageId, consent.at],
  )
}
