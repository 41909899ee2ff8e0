import type { Database } from '../../../relay/store/database.ts'
import { openInbox } from '../../../workbench/open-inbox.ts'

/** A thing that waits for a person, named as the list of what waits names it. */
export interface ParkedRow {
  kind: 'inbox' | 'event' | 'entry' | 'task'
  key: string
  reason: string | null
}

/** Moves the one clock that the database compares with, by so many hours from the machine's. */
export async function moveClock(database: Database, hours: number): Promise<void> {
  await database.query(
    `create or replace function instant() returns timestamptz language sql stable parallel safe
     as 'select statement_timestamp() + interval ''${hours} hours'''`,
  )
}

/** As somebody does who tidies up: the jobs are gone, and nobody is told. Answers with how many. */
export async function deleteJobs(database: Database): Promise<number> {
  const gone = await database.query('delete from pgboss.job returning id')
  return gone.length
}

/** What is due and does not wait for a person, by where it stands. */
export async function readDue(database: Database): Promise<Record<string, number>> {
  const [row] = await database.query<Record<string, number>>(
    `select
       (select count(*) from ${openInbox} i where parked is null and parked_at is null
          and coalesce(due_at, instant()) <= instant())::int as inbox,
       (select count(*) from hubspot_event where done_at is null and parked is null and parked_at is null
          and coalesce(due_at, instant()) <= instant())::int as "hubspotEvents",
       (select count(*) from task where parked_at is null and due_at <= instant())::int as tasks,
       (select count(*) from timeline_entry where state <> 'parked' and parked_at is null
          and (state <> 'created' or written < wanted) and due_at <= instant())::int as timeline,
       (select count(*) from delivery where (state = 'due' and due_at <= instant())
          or (state = 'sending' and lease_until < instant()))::int as deliveries`,
  )
  return row ?? {}
}

export async function readParked(database: Database): Promise<ParkedRow[]> {
  return database.query<ParkedRow & Record<string, unknown>>(
    `select 'inbox' as kind, id::text as key, parked as reason from ${openInbox} i
       where (parked is not null or parked_at is not null)
     union all select 'event', id::text, parked from hubspot_event
       where done_at is null and (parked is not null or parked_at is not null)
     union all select 'entry', message_id::text, reason from timeline_entry
       where state = 'parked' or parked_at is not null
     union all select 'task', kind || '/' || key, trouble from task where parked_at is not null`,
  )
}
