import type { WideDb } from '../database.ts'
import { everyAccount } from '../every-account.ts'
import type { Queue } from './queues.ts'

/** When a row of an account is due, by the queue that it waits for. `p.id` is the account. */
const due: Record<Queue, string> = {
  'do-tasks': `select from task t where t.portal_id = p.id and t.parked_at is null and t.due_at <= instant()
    and (t.lease_until is null or t.lease_until <= instant())`,
  'work-off-inbox': `select from inbox_fresh f where f.portal_id = p.id
    union all
    select from inbox i where i.portal_id = p.id and i.done_at is null and i.parked is null and i.due_at is null
    union all
    select from inbox i where i.portal_id = p.id and i.done_at is null and i.parked is null and i.due_at is not null
      and not i.asks and i.due_at <= instant()`,
  'match-replies': `select from inbox i where i.portal_id = p.id and i.done_at is null and i.parked is null
    and i.due_at is not null and i.asks and i.due_at <= instant()`,
  'take-events': `select from hubspot_event e where e.portal_id = p.id and e.done_at is null and e.parked is null
    and (e.due_at is null or e.due_at <= instant())`,
  // Further off than anyone waits: a clock was wrong when that was written, and whoever looks puts it right.
  'record-timeline': `select from timeline_entry t where t.portal_id = p.id and t.state in ('waiting', 'creating')
      and (t.due_at <= instant() or t.due_at > instant() + interval '30 minutes')
    union all
    select from timeline_entry t where t.portal_id = p.id and t.state = 'created' and t.written < t.wanted
      and (t.due_at <= instant() or t.due_at > instant() + interval '30 minutes')
    union all
    select from timeline_entry t where t.portal_id = p.id and t.state = 'created'
      and (t.rewrite_at <= instant() or t.rewrite_at > instant() + interval '30 minutes')`,
}

/**
 * The accounts for which something is due that waits for this queue, whether a job knows it or not. Asked by the rows, so
 * whichever account is there, and however many rows it has.
 */
export async function findDue(db: WideDb, queue: Queue): Promise<string[]> {
  const rows = await db.query<{ id: string }>(`select id from ${everyAccount} p where exists (${due[queue]})`)
  return rows.map(({ id }) => id)
}
