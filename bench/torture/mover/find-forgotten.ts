import type { Db } from '../../../relay/store/database.ts'

/**
 * What is still open although everything had its time, in words. A doubt about which nobody can be asked is a person's to
 * settle, and holds nobody up by then.
 */
export async function findForgotten(db: Db): Promise<string[]> {
  const rows = await db.query<{ name: string; what: string }>(
    `select d.portal_id || '/' || d.message_id as name, concat_ws(', ', d.state, d.waits, m.status, 'attempt ' || d.attempts) as what
     from delivery d join message m on m.portal_id = d.portal_id and m.id = d.message_id
     where d.state <> 'done' and not (d.state = 'unknown' and d.line_id like '%-blind')
     union all
     select portal_id || '/' || key, kind from task where kind in ('fall-back', 'reconcile-delivery')`,
  )
  return rows.map(({ name, what }) => `${name} is still there: ${what}`)
}
