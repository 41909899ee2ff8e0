/** The queues, by name. Each job of them says that there is something to do for one account; what it is stands in a table. */
export const queues = {
  /** Deliveries in the inbox that need nothing but the database. */
  'work-off-inbox': { total: 4, perAccount: 1 },
  /** Deliveries whose senders HubSpot must be asked about: they wait for HubSpot, and nobody waits for them. */
  'match-replies': { total: 64, perAccount: 4 },
  'record-timeline': { total: 64, perAccount: 1 },
  'take-events': { total: 8, perAccount: 1 },
  'do-tasks': { total: 64, perAccount: 4 },
} as const satisfies Record<string, QueueLimits>

export type Queue = keyof typeof queues

/** How many jobs run at once in this process, and how many of one account. */
export interface QueueLimits {
  total: number
  perAccount: number
}
