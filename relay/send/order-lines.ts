import { createHash } from 'node:crypto'
import type { LineOfProvider } from '../providers/lines.ts'

/** What decides which of a channel's lines carries a message to a contact. */
export interface LineFacts {
  contactId: string
  /** The line on which the contact was last in a conversation. */
  lastLineId: string | undefined
  /** Lines of the contact's owner in HubSpot. */
  ownerLineIds: readonly string[]
  isPaused: (lineId: string) => boolean
}

/**
 * The lines of one channel in the order in which they should carry a message: those that may send before paused ones;
 * then the one the contact knows, then the owner's, then the pool, of which each contact always gets the same
 * (rendezvous hashing: a line that comes or goes moves only its own contacts).
 */
export function orderLines(lines: readonly LineOfProvider[], facts: LineFacts): LineOfProvider[] {
  const weight = (lineId: string) => createHash('sha256').update(`${facts.contactId} ${lineId}`).digest('hex')
  const ranked = lines.map((carrier) => {
    const { id } = carrier.line
    const rank = [
      Number(facts.isPaused(id)),
      Number(id !== facts.lastLineId),
      Number(!facts.ownerLineIds.includes(id)),
      weight(id),
    ].join(' ')
    return { carrier, rank }
  })
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ carrier }) => carrier)
}
