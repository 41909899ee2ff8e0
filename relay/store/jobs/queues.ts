/** The queues, by name. Each job of them says that there is something to do for one account; what it is stands in a table. */
export const queues = {
  /** Deliveries in the inbox that need nothing but the database. */
  'work-off-inbox': { total: 8, perAccount: 1, crowds: 1 },
  /** Deliveries whose senders HubSpot must be asked about: they wait for HubSpot, and nobody waits for them. */
  'match-replies': { total: 64, perAccount: 4, crowds: 32 },
  'record-timeline': { total: 64, perAccount: 1, crowds: 32 },
  'take-events': { total: 8, perAccount: 1, crowds: 4 },
  'do-tasks': { total: 64, perAccount: 4, crowds: 32 },
} as const satisfies Record<string, QueueLimits>

export type Queue = keyof typeof queues

/**
 * How many jobs run at once in this process, how many of one account, and how many of accounts that have more to do than one job
 * does: whoever has little finds a free place at once, however many others have much.
 */
export interface QueueLimits {
  total: number
  perAccount: number
  crowds: number
}
