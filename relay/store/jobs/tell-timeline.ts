import type { Db } from '../database.ts'
import type { Jobs } from './jobs.ts'

/** Has the account's timeline written in so many milliseconds, in which more may gather, once the transaction is committed. */
export async function tellTimeline(
  jobs: Pick<Jobs, 'hint'>,
  tx: Db,
  portalId: string,
  _what: 'new' | 'changed' = 'new',
  delay = 0,
): Promise<void> {
  jobs.hint(tx, 'record-timeline', portalId, delay)
}
