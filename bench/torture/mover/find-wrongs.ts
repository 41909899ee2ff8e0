import type { Db } from '../../../relay/store/database.ts'
import { judgeRow, type WatchedRow } from './judge-row.ts'

/** Of one run: reads on from where it stopped. */
export interface FindWrongs {
  (): Promise<string[]>
}

/** What is wrong with what was written down since the last look, and with what waits at this moment; in words. */
export function createFindWrongs(db: Db): FindWrongs {
  let from = '0'
  return async () => {
    // What is still under way in a transaction is read when that has ended, whatever its number.
    const [end] = await db.query<{ xid: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as xid')
    const rows = await db.query<WatchedRow & Record<string, unknown>>(
      `select portal_id, message_id, what, was, became from watched
       where xid >= $1::text::xid8 and xid < $2::text::xid8 order by id`,
      [from, end!.xid],
    )
    from = end!.xid
    const changes = rows.flatMap((row) => judgeRow(row) ?? [])
    const waiting = await db.query<{ message_id: string; portal_id: string }>(
      `select w.portal_id, w.message_id from delivery w where w.waits = 'order' and not exists (
         select from delivery b where b.portal_id = w.portal_id and b.conversation_id = w.conversation_id
           and b.message_id <> w.message_id and b.attempts > 0
           and (b.state = 'sending' or b.state in ('due', 'unknown') and b.place < w.place and b.passed_at is null))`,
    )
    return [
      ...changes,
      ...waiting.map((one) => `message ${one.message_id} of ${one.portal_id} waits for an order that nobody holds up`),
    ]
  }
}
