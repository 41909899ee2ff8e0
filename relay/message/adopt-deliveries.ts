import type { WideDb } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { setTasks } from '../store/jobs/tasks.ts'

/**
 * A relay of the version before may still serve on a database that is this version's: what it accepts, and what it leaves in
 * doubt, gets what a row has here; what it puts off waits until then; and what waits for its turn in a conversation, which that
 * relay does not know, goes on when nobody holds it up any more. Answers how many there were, up to a thousand of each.
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
  const doubted = await adoptDoubts(tx)
  const doubts = [...rows.filter(({ state }) => state === 'unknown'), ...doubted]
  await setTasks(
    tx,
    jobs,
    doubts.map((row) => ({
      ...{ portalId: row.portal_id, kind: 'reconcile-delivery', key: row.message_id, data: {}, delay: 0 },
    })),
  )
  return rows.length + doubted.length + (await adoptPutOff(tx)) + (await releaseWaiting(tx))
}

/** Doubts of which nobody was told. A person may have dismissed one, and one that another stands in for is nobody's concern. */
function adoptDoubts(tx: WideDb): Promise<{ portal_id: string; message_id: string }[]> {
  return tx.query(
    `with old as (
       select d.portal_id, d.message_id from delivery d
       join message m on m.portal_id = d.portal_id and m.id = d.message_id
       where d.state = 'unknown' and d.attention_since is null and m.followed_by is null
         and not exists (select 1 from message_event e where e.portal_id = d.portal_id and e.message_id = d.message_id
                           and e.kind = 'dismissed')
       order by d.message_id limit 1000 for update of d skip locked
     )
     update delivery d set attention_since = instant(), since = instant() from old o
     where d.portal_id = o.portal_id and d.message_id = o.message_id
     returning d.portal_id, d.message_id`,
  )
}

/** Put off without saying so. One that has been so since a time to come is of a clock that was ahead, and goes at once. */
async function adoptPutOff(tx: WideDb): Promise<number> {
  const rows = await tx.query(
    `with old as (
       select d.portal_id, d.message_id from line l
       join delivery d on d.portal_id = l.portal_id and d.line_id = l.id
       where d.state = 'due' and d.due_at > instant() and d.waits is null and d.since <= instant()
       order by d.message_id limit 1000 for update of d skip locked
     )
     update delivery d set waits = 'retry', since = instant() from old o
     where d.portal_id = o.portal_id and d.message_id = o.message_id returning 1`,
  )
  return rows.length
}

/** Nothing waits for an order that nobody holds up; who does is said in `pick-deliveries.ts`. */
async function releaseWaiting(tx: WideDb): Promise<number> {
  const rows = await tx.query(
    `with free as (
       select w.portal_id, w.message_id from delivery w
       where w.waits = 'order' and not exists (
         select 1 from delivery o
         where o.portal_id = w.portal_id and o.conversation_id = w.conversation_id and o.message_id <> w.message_id
           and o.attempts > 0 and o.state in ('due', 'sending', 'unknown')
           and (o.state = 'sending' or o.place < w.place and o.passed_at is null))
       order by w.message_id limit 1000 for update of w skip locked
     )
     update delivery d set waits = null, since = instant() from free f
     where d.portal_id = f.portal_id and d.message_id = f.message_id and d.waits = 'order' returning 1`,
  )
  return rows.length
}
