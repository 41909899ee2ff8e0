import type { WideDb } from '../store/database.ts'

/**
 * Deliveries that were put off or claimed while the database's clock was ahead, which shows in that they have been so since a time
 * that is still to come: they wait as long as they were meant to, from now on. What a provider asked to be put off for long
 * stays so. Answers with how many those were.
 */
export async function mendDeliveryTimes(db: WideDb): Promise<number> {
  const [row] = await db.query<{ mended: number }>(
    `with put_off as (
       update delivery set due_at = instant() + greatest(due_at - since, interval '0'), since = instant()
       where state = 'due' and waits = 'retry' and since > instant() + interval '1 minute' returning 1
     ), claimed as (
       update delivery set lease_until = instant()
       where state = 'sending' and lease_until > instant() + interval '1 hour' returning 1
     )
     select ((select count(*) from put_off) + (select count(*) from claimed))::int as mended`,
  )
  return row?.mended ?? 0
}
