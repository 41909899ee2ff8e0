import type { WideDb } from '../../database.ts'
import { everyAccount } from '../../every-account.ts'

/** Accounts with sends that were accepted `age` milliseconds ago or earlier and are not sealed. */
export async function findUnsealed(db: WideDb, age: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select p.id from ${everyAccount} p
     left join audit_sealed s on s.portal_id = p.id
     cross join lateral (
       select at from message_event e
       where e.portal_id = p.id and e.kind = 'accepted' and e.id > coalesce(s.last, 0) order by e.id limit 1
     ) e
     -- Further off than any clock should be: one was wrong when that was written.
     where e.at <= instant() - $1 * interval '1 millisecond' or e.at > instant() + interval '30 minutes'`,
    [age],
  )
  return rows.map(({ id }) => id)
}
