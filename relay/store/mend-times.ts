import type { WideDb } from './database.ts'

/** Further off than this nobody ever puts anything off: a retry waits ten minutes at most, a claim less. */
const beyond = `instant() + interval '1 hour'`

/**
 * What was put off, claimed or made while the database's clock was ahead is due at once now that it is right; a timer keeps its
 * length. Answers with how many rows that were.
 */
export async function mendTimes(db: WideDb): Promise<number> {
  const [row] = await db.query<{ mended: number }>(
    `with later_inbox as (
       update inbox set due_at = instant() where done_at is null and parked is null and due_at > ${beyond} returning 1
     ), later_event as (
       update hubspot_event set due_at = instant() where done_at is null and parked is null and due_at > ${beyond} returning 1
     ), task_of_wrong_clock as (
       update task set created_at = least(created_at, instant()),
         due_at = case when created_at > ${beyond} then instant() + (due_at - created_at)
                       when trouble is not null then least(due_at, instant()) else due_at end,
         lease_until = case when lease_until > ${beyond} then null else lease_until end
       where parked_at is null
         and (created_at > ${beyond} or lease_until > ${beyond} or (trouble is not null and due_at > ${beyond})) returning 1
     ), told_of_wrong_clock as (
       update auto_send set told_at = instant() where state = 'waits' and told_at > ${beyond} returning 1
     ), busy_line as (
       update line set next_at = instant() where next_at > instant() + gap * interval '1 millisecond' + interval '1 second' returning 1
     ), doubted as (
       update conversation set doubted_at = date_trunc('milliseconds', instant())
       where doubted_at > instant() + interval '1 minute' returning 1
     ), renewed as (
       update portal set renewal_after = least(renewal_after, instant()), renewing_until = least(renewing_until, instant())
       where renewal_after > ${beyond} or renewing_until > ${beyond} returning 1
     ), journal_read as (
       update journal set look_after = least(look_after, instant()), reading_until = least(reading_until, instant())
       where look_after > ${beyond} or reading_until > ${beyond} returning 1
     )
     select ((select count(*) from later_inbox) + (select count(*) from later_event)
       + (select count(*) from task_of_wrong_clock) + (select count(*) from told_of_wrong_clock) + (select count(*) from busy_line)
       + (select count(*) from doubted) + (select count(*) from renewed) + (select count(*) from journal_read))::int as mended`,
  )
  return row?.mended ?? 0
}
