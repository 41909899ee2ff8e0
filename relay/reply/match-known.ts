import type { PortalDb } from '../store/database.ts'
import { findLastConversations, findNamedConversation } from '../store/conversation/conversations.ts'
import { isStorable } from '../store/storable.ts'
import type { findSenders } from './find-senders.ts'
import { namedBy, writtenOf, type Matches, type ReadItem } from './read-item.ts'

/**
 * Whose replies are, as far as the database knows without HubSpot: those that name their conversation, and those from where one is
 * going on that nobody doubts, in one look for all of them.
 */
export async function matchKnown(
  portal: PortalDb,
  read: ReadItem[],
  senders: Awaited<ReturnType<typeof findSenders>>,
): Promise<Matches> {
  const matches: Matches = new Map()
  const asked = read.flatMap(({ line, events }) =>
    writtenOf(events).map((reply) => ({ reply, lineId: line.id, address: senders.get(reply)! })),
  )
  for (const { reply, lineId, address } of asked) {
    const { conversationToken: token, answers } = namedBy(reply)
    if (!token && !answers?.length) continue
    const named = { token, answers }
    const conversation = await findNamedConversation(portal, lineId, named)
    if (conversation) matches.set(reply, { address, match: { conversation, unmatched: null } })
  }
  // An address that no database takes comes from nobody known; it must not spoil the look for the others.
  const possible = asked.filter(({ reply, address }) => !matches.has(reply) && isStorable(address))
  const known = await findLastConversations(portal, possible)
  for (const { reply, lineId, address } of possible) {
    const conversation = known.get(`${lineId}/${address}`)
    if (conversation) matches.set(reply, { address, match: { conversation, unmatched: null } })
  }
  return matches
}
