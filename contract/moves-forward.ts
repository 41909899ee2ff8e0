import type { DeliveryStatus } from './delivery-status.ts'

const rank: Record<DeliveryStatus, number> = {
  scheduled: 0,
  queued: 1,
  sending: 2,
  unknown: 3,
  sent: 4,
  delivered: 5,
  read: 6,
  failed: 7,
  undelivered: 7,
  cancelled: 7,
  expired: 7,
}

/**
 * True when `next` may replace `current`. Callbacks arrive late, twice and out of order, so a status never goes back,
 * an end never changes, and what was delivered cannot fail afterwards. In a file of its own because the card's bundle
 * holds it, and must not hold the schema library.
 */
export function movesForward(current: DeliveryStatus, next: DeliveryStatus): boolean {
  if (rank[current] >= rank.failed) return false
  if (rank[next] >= rank.failed) return rank[current] < rank.delivered
  return rank[next] > rank[current]
}
