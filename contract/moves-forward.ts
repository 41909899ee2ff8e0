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

/** Ends that are only as good as what was known then: nobody reads what was never delivered. */
const disproved: readonly DeliveryStatus[] = ['failed', 'undelivered', 'expired']

/**
 * True when `next` may replace `current`. Callbacks arrive late, twice and out of order, so a status never goes back, and
 * what was delivered cannot fail afterwards. An end changes by later proof alone: a failure that was delivered or read after all was
 * none. In a file of its own because the card's bundle holds it, and must not hold the schema library.
 */
export function movesForward(current: DeliveryStatus, next: DeliveryStatus): boolean {
  const isProof = next === 'delivered' || next === 'read'
  if (rank[current] >= rank.failed) return isProof && disproved.includes(current)
  if (rank[next] >= rank.failed) return rank[current] < rank.delivered
  return rank[next] > rank[current]
}
