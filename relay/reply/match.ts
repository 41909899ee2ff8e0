import { randomBytes } from 'node:crypto'
import { Temporary } from '../errors.ts'
import type { ContactSearch } from '../hubspot/contact-search.ts'
import type { HoldsAddress } from '../hubspot/holds-address.ts'
import type { Line, ProviderEvent } from '../providers/provider.ts'
import { endDoubt } from '../store/contact/address-changes.ts'
import { presentContacts } from '../store/contact/contact-standing.ts'
import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import {
  findLastConversation,
  findNamedConversation,
  openConversation,
  type ConversationMatch,
  type LastConversation,
} from '../store/conversation/conversations.ts'

type Reply = Extract<ProviderEvent, { kind: 'reply' }>

export type Match = { conversation: ConversationMatch; unmatched: null } | { conversation: null; unmatched: string }

export interface MatchNeeds {
  findContacts: ContactSearch
  holdsAddress: HoldsAddress
  now: () => Date
}

/** Milliseconds after which HubSpot's search surely knows of a change, and between two looks until then. */
const searchLag = 30_000
const lookEvery = 5_000

/**
 * Whose reply is this? What names the conversation itself comes first (token, then the message it answers), then the
 * last conversation with this address on this line, then the contact properties in HubSpot. One contact or none:
 * a number that several contacts share is never guessed, and never written to two. Where the address of the conversation's
 * contact was changed, or a person said whose it is, HubSpot is asked whose it is now. Nothing is ever given to a contact that was deleted.
 */
export async function matchReply(
  portal: PortalDb,
  line: Line,
  address: string,
  reply: Reply | Pick<Reply, 'conversationToken' | 'answers'>,
  needs: MatchNeeds,
): Promise<Match> {
  const named = await findNamedConversation(portal, line.id, {
    token: reply.conversationToken,
    answers: reply.answers,
  })
  if (named) return { conversation: named, unmatched: null }
  const last = await findLastConversation(portal, line.id, address)
  if (last && !last.gone && !last.given && (await isStillTheirs(portal, last, address, needs))) return theirs(last)

  // The search may not know yet who is gone or has become another, nor what the contact itself has just said.
  const found = await presentContacts(portal, await needs.findContacts(line.portalId, line.channel, address))
  const contacts = found.filter((id) => id !== last?.contactId)
  const [only, another] = contacts
  if (last?.given && !last.gone) {
    // What a person said stands, unless HubSpot names one other contact and no more.
    const isAnothers = only !== undefined && another === undefined && !found.includes(last.contactId)
    if (!isAnothers) return theirs(last)
  }
  if (last?.doubtedAt && !only) {
    const wait = searchLag - last.doubtedFor
    if (wait <= 0 && last.gone) return { conversation: null, unmatched: 'the contact with this address was deleted' }
    if (wait <= 0) return theirs(last)
    throw new Temporary('address_changed', 'HubSpot does not know yet whose address this is now', {
      retryAfter: Math.min(wait, lookEvery),
    })
  }
  if (!only) return { conversation: null, unmatched: 'no contact has this address' }
  if (another) return { conversation: null, unmatched: `${contacts.length} contacts have this address` }
  const conversation = await openConversation(portal, {
    id: newId(needs.now().getTime()),
    contactId: only,
    lineId: line.id,
    channel: line.channel,
    address,
    token: randomBytes(16).toString('hex'),
  })
  return { conversation, unmatched: null }
}

function theirs({ id, contactId }: ConversationMatch): Match {
  return { conversation: { id, contactId }, unmatched: null }
}

async function isStillTheirs(
  portal: PortalDb,
  { id, contactId, doubtedAt }: LastConversation,
  address: string,
  needs: MatchNeeds,
): Promise<boolean> {
  if (!doubtedAt) return true
  if (!(await needs.holdsAddress(portal.portalId, contactId, address))) return false
  await endDoubt(portal, id, doubtedAt)
  return true
}
