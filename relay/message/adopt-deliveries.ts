import type { WideDb } from '../store/database.ts'
import type { Jobs } from '../store/jobs.ts'
import { setTasks } from '../store/tasks.ts'

/**
 * A relay of the version before may still serve on a database that is this version's: what it accepts, and what it leaves in
 * doubt, gets what a row has here. Answers how many there were, up to a thousand.
 */
export async function adoptDeliveries(tx: WideDb, jobs: Pick<Jobs, 'hint'>): Promise<number> {
  const rows = await tx.query<{ portal_id: string; message_id: string; state: string }>(
    `with old as (
       select d.portal_id, d.message_id, m.conversation_id, m.source from delivery d
       join message m on m.portal_id = d.portal_id and m.id = d.message_id
       where d.since is null and d.state in ('due', 'sending', 'unknown')
       order by d.message_id limit 1000 for update of d skip locked
     )
     update delivery d set conversation_id = o.conversation_id, priority = case o.source when 'card' then 1 else 2 end,
       since = d.due_at, waits = case when d.state = 'due' and d.due_at > instant() then 'retry' else d.waits end,
       attention_since = case when d.state = 'unknown' then d.due_at else d.attention_since end
     from old o where d.portal_id = o.portal_id and d.message_id = o.message_id
     returning d.portal_id, d.message_id, d.state`,
  )
  const doubts = rows.filter(({ state }) => state === 'unknown')
  await setTasks(
    tx,
    jobs,
    doubts.map((row) => ({
      ...{ portalId: row.portal_id, kind: 'reconcile-delivery', key: row.message_id, data: {}, delay: 0 },
    })),
  )
  return rows.length
}
