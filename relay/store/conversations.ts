import type { Channel } from '../../contract/channel.ts'
import type { ConversationMessage } from '../../contract/conversation.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { PortalDb } from './database.ts'

/**
 * A contact's newest messages, oldest first. With `since`, only those that changed after it; one that is being changed
 * at that very moment is read again the next time, since callers ask with some seconds of overlap.
 */
export async function readConversation(
  portal: PortalDb,
  contactId: string,
  options: { limit: number; since: Date | null },
): Promise<ConversationMessage[]> {
  const rows = await portal.query<{
    id: string
    direction: 'outbound' | 'inbound'
    source: 'card' | 'workflow' | 'reply'
    channel: Channel
    line_id: string
    address: string
    subject: string | null
    body: string
    status: DeliveryStatus
    error_code: string | null
    error_detail: string | null
    error_retryable: boolean | null
    attachments: { url: string | null; contentType?: string; name?: string }[] | null
    fallback_of: string | null
    fallback_reason: string | null
    followed_by: string | null
    followed_channel: Channel | null
    created_at: Date
  }>(
    `select m.id, m.direction, m.source, m.channel, m.line_id, m.address, m.subject, m.body, m.status, m.error_code,
            m.error_detail, m.error_retryable, m.attachments, m.fallback_of, m.fallback_reason, m.followed_by,
            f.channel as followed_channel, m.created_at
     from message m left join message f on f.portal_id = m.portal_id and f.id = m.followed_by
     where m.portal_id = $1 and m.contact_id = $2 and m.changed_at > $3
     order by m.created_at desc, m.id desc limit $4`,
    [portal.portalId, contactId, options.since ?? '-infinity', options.limit],
  )
  return rows.reverse().map((row) => ({
    id: row.id,
    direction: row.direction,
    source: row.source,
    channel: row.channel,
    lineId: row.line_id,
    address: row.address,
    subject: row.subject,
    body: row.body,
    status: row.status,
    problem: row.error_code
      ? { code: row.error_code, detail: row.error_detail ?? '', retryable: row.error_retryable ?? false }
      : null,
    attachments: (row.attachments ?? []).map(({ url, contentType = '', name }) => ({
      url,
      contentType,
      name: name ?? nameOf(url),
    })),
    fallbackOf: row.fallback_of ? { messageId: row.fallback_of, reason: row.fallback_reason ?? '' } : null,
    followedBy:
      row.followed_by && row.followed_channel ? { messageId: row.followed_by, channel: row.followed_channel } : null,
    at: row.created_at.toISOString(),
  }))
}

/** The last part of a file's address, where nobody gave it a name. */
function nameOf(url: string | null): string {
  return (
    URL.parse(url ?? '')
      ?.pathname.split('/')
      .at(-1) || 'file'
  )
}

/** What a conversation has come to: provider ids of its newest messages, newest first, and its last subject. */
export interface Thread {
  earlier: string[]
  subject: string | null
  /** When this address last wrote to this line; absent where nobody needs to know. */
  lastReplyAt?: Date | null
}

export async function readThread(portal: PortalDb, conversationId: string): Promise<Thread> {
  const rows = await portal.query<{ provider_id: string; subject: string | null }>(
    `select provider_id, subject from message
     where portal_id = $1 and conversation_id = $2 and provider_id is not null order by created_at desc limit 10`,
    [portal.portalId, conversationId],
  )
  return {
    earlier: rows.map((row) => row.provider_id),
    subject: rows.find((row) => row.subject)?.subject ?? null,
  }
}

/** When an address last wrote to a line; null when it never did. */
export async function readLastReply(portal: PortalDb, conversationId: string): Promise<Date | null> {
  const [row] = await portal.query<{ created_at: Date }>(
    `select created_at from message where portal_id = $1 and conversation_id = $2 and direction = 'inbound'
     order by created_at desc limit 1`,
    [portal.portalId, conversationId],
  )
  return row?.created_at ?? null
}

/** Channels on which these addresses opted out. */
export async function readOptOuts(
  portal: PortalDb,
  addresses: { channel: Channel; address: string }[],
): Promise<Channel[]> {
  const rows = await portal.query<{ channel: Channel }>(
    `select x.channel from unnest($2::text[], $3::text[]) as x(channel, address)
     left join consent c on c.portal_id = $1 and c.channel = x.channel and c.address = x.address
     where coalesce(c.state = 'opted_out', is_suppressed($1, x.address))`,
    [portal.portalId, addresses.map((one) => one.channel), addresses.map((one) => one.address)],
  )
  return rows.map((row) => row.channel)
}
