import { Type, type Static } from 'typebox'

/**
 * Where a message stands. `unknown` means that the provider may or may not have sent it; evidence can still settle it.
 * `failed undelivered cancelled expired` are ends.
 */
export const DeliveryStatus = Type.Union(
  [
    Type.Literal('scheduled'),
    Type.Literal('queued'),
    Type.Literal('sending'),
    Type.Literal('unknown'),
    Type.Literal('sent'),
    Type.Literal('delivered'),
    Type.Literal('read'),
    Type.Literal('failed'),
    Type.Literal('undelivered'),
    Type.Literal('cancelled'),
    Type.Literal('expired'),
  ],
  { description: 'Where a message stands; it only moves forward.' },
)
export type DeliveryStatus = Static<typeof DeliveryStatus>

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
 * an end never changes, and what was delivered cannot fail afterwards.
 */
export function movesForward(current: DeliveryStatus, next: DeliveryStatus): boolean {
  if (rank[current] >= rank.failed) return false
  if (rank[next] >= rank.failed) return rank[current] < rank.delivered
  return rank[next] > rank[current]
}
