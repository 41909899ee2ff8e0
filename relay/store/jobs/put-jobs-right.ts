import type { WideDb } from '../database.ts'
import { queues } from './queues.ts'

/**
 * No job of ours lies in the future: one that does was put there by a relay of before, perhaps one whose clock was wrong, and is
 * due now. Answers with how many.
 */
export async function putJobsRight(db: WideDb): Promise<number> {
  const rows = await db.query(
    `update pgboss.job set start_after = now() where name = any($1::text[]) and state in ('created', 'retry')
       and start_after > now() + interval '1 minute' returning id`,
    [Object.keys(queues)],
  )
  return rows.length
}
