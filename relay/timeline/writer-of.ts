import type { Owners } from '../hubspot/owners.ts'
import type { TimelineEntry } from '../message/timeline-entry.ts'

/** Who had a message sent, in the words of the timeline; `ownerId` where HubSpot knows that user as an owner. */
export interface Writer {
  name: string
  ownerId: string | null
}

/**
 * By whom a message of ours was sent: the owner whom HubSpot knows by the user's address, else that address; whether HubSpot or only
 * the card names the user, the story of the message says.
 */
export async function writerOf(
  portalId: string,
  { direction, elsewhere, actor }: Pick<TimelineEntry, 'direction' | 'elsewhere' | 'actor'>,
  owners: Pick<Owners, 'find'>,
): Promise<Writer | null> {
  if (direction === 'inbound' || elsewhere || !actor) return null
  const user = { userId: actor.userId ?? actor.claimedUserId, email: actor.userEmail ?? actor.claimedUserEmail }
  if (actor.workflowId) return { name: 'a workflow', ownerId: null }
  if (actor.automatic) return { name: 'a rule for new contacts', ownerId: null }
  if (!user.userId && !user.email) return null
  const owner = await owners.find(portalId, user)
  const name = owner?.name || user.email
  return name || owner ? { name: name || `user ${user.userId}`, ownerId: owner?.id ?? null } : null
}
