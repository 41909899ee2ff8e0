import { createHash } from 'node:crypto'
import type { Received } from '../providers/provider.ts'

/** Deliveries that are remembered, at most; of more the oldest is forgotten, and stored again if it is repeated. */
const most = 10_000

/**
 * Deliveries that were stored and whose sender was told to slow down all the same: whoever repeats one means the same one. Each is
 * known once, since the next with the same words may be another. Of this process alone: what it does not know is stored again, which harms nobody.
 */
export function createRefusedOnce() {
  const refused = new Set<string>()

  function digest(place: { portalId: string; id: string }, { headers, body }: Received): string {
    // A repeat may be signed anew and comes at another time; its words and its id are the same.
    const { 'homing-query': query = '', 'webhook-id': id = '' } = headers
    const head = JSON.stringify([place.portalId, place.id, query, id])
    return createHash('sha256').update(head).update(body).digest('base64')
  }

  return {
    remember(line: { portalId: string; id: string }, received: Received): void {
      refused.add(digest(line, received))
      for (const oldest of refused) {
        if (refused.size <= most) break
        refused.delete(oldest)
      }
    },
    /** True where it was refused, and is stored. */
    repeats: (line: { portalId: string; id: string }, received: Received): boolean =>
      refused.size > 0 && refused.delete(digest(line, received)),
  }
}
