import { randomBytes } from 'node:crypto'
import type { ContactSearch } from '../hubspot/contact-search.ts'
import type { Line, ProviderEvent } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import {
  findLastConversation,
  findNamedConversation,
  openConversation,
  type ConversationMatch,
} from '../store/replies.ts'

type Reply = Extract<ProviderEvent, { kind: 'reply' }>

export type Match = { conversation: ConversationMatch; unmatched: null } | { conversation: null; unmatched: string }

/**
 * Whose reply is this? What names the conversation itself comes first (token, then the message it answers), then the
 * last conversation with this address on this line, then the contact properties in HubSpot. One contact or none:
 * a number that several contacts share is never guessed, and never written to two.
 */
export async function matchReply(
  portal: PortalDb,
  line: Line,
  address: string,
  reply: Reply,
  findContacts: ContactSearch,
  now: Date,
): Promise<Match> {
  const known =
    (await findNamedConversation(portal, line.id, {
      token: reply.conversationToken,
      answers: reply.answers,
    })) ?? (await findLastConversation(portal, line.id, address))
  if (known) return { conversation: known, unmatched: null }

  const contacts = await findContacts(line.portalId, line.channel, address)
  const [only, another] = contacts
  if (!only) return { conversation: null, unmatched: 'no contact has this address' }
  if (another) return { conversation: null, unmatched: `${contacts.length} contacts have this address` }
  const conversation = await openConversation(portal, {
    id: newId(now.getTime()),
    contactId: only,
    lineId: line.id,
    channel: line.channel,
    address,
    token: randomBytes(16).toString('hex'),
    at: now,
  })
  return { conversation, unmatched: null }
}
