import type { WideDb } from '../store/database.ts'

/**
 * Deliveries that were put off or claimed while the database's clock was ahead: nobody waits that long for a retry, and no claim is
 * trusted for that long. They are due, or looked at, at once. Answers with how many those were.
 */
export async function mendDeliveryTimes(db: WideDb): Promise<number> {
  const [row] = await db.query<{ mended: number }>(
    `with put_off as (
       update delivery set due_at = instant()
       where state = 'due' and waits = 'retry' and due_at > instant() + interval '1 hour' returning 1
     ), claimed as (
       update delivery set lease_until = instant()
       where state = 'sending' and lease_until > instant() + interval '1 hour' returning 1
     )
     select ((select count(*) from put_off) + (select count(*) from claimed))::int as mended`,
  )
  return row?.mended ?? 0
}
