import type { Queue } from '../../../relay/store/jobs/queues.ts'
import type { Database } from '../../../relay/store/database.ts'
import type { World } from './world.ts'

/** Milliseconds for which somebody who has just claimed something may still be about to ask. */
const justClaimed = 3_000

/**
 * Waiting is over for these accounts, as if time had passed: what is in doubt is due, HubSpot's "wait" has ended, and a token
 * may be renewed. Only while nothing of the account is under way at HubSpot, so that a doubt stays what it is: nothing more
 * can land. Wakes the relay for it.
 */
export async function bringForward(
  world: Pick<World, 'database' | 'jobs' | 'standIn'>,
  portalIds: number[],
): Promise<void> {
  const idle = portalIds.filter((portalId) => world.standIn.underWay(portalId) === 0)
  if (idle.length === 0) return
  const rows = await world.database.query<{ queue: Queue; portal_id: string }>(
    `with entries as (
       update timeline_entry set due_at = least(due_at, instant()), lease_until = least(lease_until, instant()),
         rewrite_at = least(rewrite_at, instant())
       where portal_id = any($1::bigint[]) and (
         (state = 'creating' and due_at > instant() and due_at < instant() + interval '23 seconds' - $2 * interval '1 millisecond')
         or (state = 'created' and rewrite_at > instant()
             and rewrite_at < instant() + interval '23 seconds' - $2 * interval '1 millisecond'))
       returning portal_id
     ), tasks as (
       update task set due_at = instant()
       where portal_id = any($1::bigint[]) and kind in ('match-contact', 'match-reply', 'auto-send') and lease_until is null
         and parked_at is null and due_at > instant() + interval '1 second' returning portal_id
     ), budget as (
       update hubspot_budget set blocked_until = '-infinity' where portal_id = any($1::bigint[]) and blocked_until > instant()
     ), tokens as (
       update portal set renewal_after = '-infinity' where portal_id = any($1::bigint[]) and renewal_after > instant()
     )
     select 'record-timeline' as queue, portal_id::text from entries
     union select 'do-tasks', portal_id::text from tasks`,
    [idle, justClaimed],
  )
  for (const [queue, ofQueue] of Map.groupBy(rows, (row) => row.queue)) {
    world.jobs.hintAll(
      queue,
      ofQueue.map(({ portal_id }) => portal_id),
    )
  }
}

/** No process is there: whatever one had claimed is free, as it is when its time is over. */
export async function endClaims(database: Database): Promise<void> {
  await database.query(
    `with entries as (
       update timeline_entry set lease_until = instant(), due_at = least(due_at, instant()),
         rewrite_at = least(rewrite_at, instant()) where lease_until > instant()
     ), deliveries as (
       update delivery set lease_until = instant() where lease_until > instant()
     ), asked as (
       update inbox set due_at = instant() where done_at is null and parked is null and due_at > instant()
     ), tokens as (
       update portal set renewing_until = instant() where renewing_until > instant()
     )
     update task set lease_until = instant() where lease_until > instant()`,
  )
}
