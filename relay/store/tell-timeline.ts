import type { Db } from './database.ts'
import type { Jobs } from './jobs.ts'

/**
 * Has the account's timeline written, in the transaction of what is to be told: entries that are `new`, or those that
 * `changed`. Of each one job at most waits; `delay` is milliseconds in which more may gather.
 */
export function tellTimeline(
  jobs: Jobs,
  tx: Db,
  portalId: string,
  what: 'new' | 'changed' = 'new',
  delay = 0,
): Promise<void> {
  return jobs.enqueue(tx, 'record-timeline', { portalId }, { delay, key: `${portalId}/${what}` })
}
