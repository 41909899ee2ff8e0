import type { PortalDb } from '../store/database.ts'

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
