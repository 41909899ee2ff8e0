import type { Db } from '../relay/store/database.ts'

/** What the database compares with is this much later (`1 day`) or earlier (`-2 hours`) than it is, until it is moved again. */
export async function moveClock(db: Db, by: string): Promise<void> {
  if (!/^-?\d+ [a-z]+$/.test(by)) throw new Error(`${by} is no interval`)
  await db.query(
    `create or replace function instant() returns timestamptz language sql stable parallel safe
     as 'select statement_timestamp() + interval ''${by}'''`,
  )
}
