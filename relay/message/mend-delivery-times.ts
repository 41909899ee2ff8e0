import type { WideDb } from '../store/database.ts'

/**
 * Deliveries that were put off, claimed or came into doubt while the database's clock was ahead, which shows in that they have
 * been so since a time that is still to come: they wait as long as they were meant to, from now on. What a provider asked to be
 * put off for long stays so. A timeline never waits for an hour, so one that does is due at once. Answers with how many
 * those were.
 */
export async function mendDeliveryTimes(db: WideDb): Promise<number> {
  const [row] = await db.query<{ mended: number }>(
    `with put_off as (
       update delivery set since = instant(),
         due_at = case when state = 'due' then instant() + greatest(due_at - since, interval '0') else due_at end,
         lease_until = case when state = 'sending' then instant() + greatest(lease_until - since, interval '0') else lease_until end
       where (state in ('sending', 'unknown') or state = 'due' and waits = 'retry')
         and since > instant() + interval '1 minute' returning 1
     ), claimed as (
       update delivery set lease_until = instant()
       where state = 'sending' and lease_until > instant() + interval '1 hour'
         and (since is null or since <= instant() + interval '1 minute') returning 1
     ), unrecorded as (
       update timeline_entry set due_at = least(due_at, instant()), lease_until = least(lease_until, instant()),
         rewrite_at = least(rewrite_at, instant())
       where (state in ('waiting', 'creating') or state = 'created' and (written < wanted or rewrite_at is not null))
         and greatest(due_at, lease_until, rewrite_at) > instant() + interval '1 hour' returning 1
     )
     select ((select count(*) from put_off) + (select count(*) from claimed) + (select count(*) from unrecorded))::int as mended`,
  )
  return row?.mended ?? 0
}
