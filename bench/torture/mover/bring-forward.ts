import type { Db } from '../../../relay/store/database.ts'

/** Whatever is put off is due now, and every line is there. */
export async function bringForward(db: Db): Promise<void> {
  await db.query(
    `with lines as (update line set state = 'active', next_at = '-infinity' where state <> 'active' or next_at > instant()),
          tasks as (update task set due_at = instant() where due_at > instant() and lease_until is null)
     update delivery set due_at = instant() where state = 'due' and waits in ('retry', 'scheduled') and due_at > instant()`,
  )
}
