import type { Claim } from '../message/claim-deliveries.ts'
import { readLastReply, readThread, type Thread } from '../message/thread.ts'
import type { Database } from '../store/database.ts'

/** What came before a message. Only email threads, and only WhatsApp has a window; nobody else pays for the look. */
export async function threadOf(database: Database, claim: Claim): Promise<Thread> {
  const portal = database.forPortal(claim.portalId)
  if (claim.channel === 'email') return readThread(portal, claim.conversationId)
  if (claim.channel !== 'whatsapp') return { earlier: [], subject: null }
  return { earlier: [], subject: null, lastReplyAt: await readLastReply(portal, claim.conversationId) }
}
