import type { Channel } from '../../contract/channel.ts'
import type { ConversationMessage } from '../../contract/conversation.ts'
import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Db } from './database.ts'

/**
 * A contact's newest messages, oldest first. With `since`, only those that changed after it; one that is being changed
 * at that very moment is read again the next time, since callers ask with some seconds of overlap.
 */
export async function readConversation(
  db: Db,
  portalId: string,
  contactId: string,
  options: { limit: number; since: Date | null },
): Promise<ConversationMessage[]> {
  const rows = await db.query<{
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
    created_at: Date
  }>(
    `select id, direction, source, channel, line_id, address, subject, body, status, error_code, error_detail,
            error_retryable, created_at
     from message where portal_id = $1 and contact_id = $2 and changed_at > $3
     order by created_at desc, id desc limit $4`,
    [portalId, contactId, options.since ?? '-infinity', options.limit],
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
    at: row.created_at.toISOString(),
  }))
}

/** What a conversation has come to: provider ids of its newest messages, newest first, and its last subject. */
export interface Thread {
  earlier: string[]
  subject: string | null
  /** When this address last wrote to this line; absent where nobody needs to know. */
  lastReplyAt?: Date | null
}

export async function readThread(db: Db, portalId: string, conversationId: string): Promise<Thread> {
  const rows = await db.query<{ provider_id: string; subject: string | null }>(
    `select provider_id, subject from message
     where portal_id = $1 and conversation_id = $2 and provider_id is not null order by created_at desc limit 10`,
    [portalId, conversationId],
  )
  return {
    earlier: rows.map((row) => row.provider_id),
    subject: rows.find((row) => row.subject)?.subject ?? null,
  }
}

/** When an address last wrote to a line; null when it never did. */
export async function readLastReply(db: Db, portalId: string, conversationId: string): Promise<Date | null> {
  const [row] = await db.query<{ created_at: Date }>(
    `select created_at from message where portal_id = $1 and conversation_id = $2 and direction = 'inbound'
     order by created_at desc limit 1`,
    [portalId, conversationId],
  )
  return row?.created_at ?? null
}

/** Channels on which these addresses opted out. */
export async function readOptOuts(
  db: Db,
  portalId: string,
  addresses: { channel: Channel; address: string }[],
): Promise<Channel[]> {
  const rows = await db.query<{ channel: Channel }>(
    `select c.channel from consent c
     join unnest($2::text[], $3::text[]) as x(channel, address) on x.channel = c.channel and x.address = c.address
     where c.portal_id = $1 and c.state = 'opted_out'`,
    [portalId, addresses.map((one) => one.channel), addresses.map((one) => one.address)],
  )
  return rows.map((row) => row.channel)
}
