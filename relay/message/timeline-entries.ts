import type { PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { entryColumns, toEntry, type EntryRow, type TimelineEntry, type TimelineObject } from './timeline-entry.ts'

/**
 * Takes up to 100 entries to create in one call, oldest first, as soon as one of them is due. Those that wait less
 * long come along when all fit into one call. Of more, only those that are due, and only a full batch unless one has
 * been due since `overdue`: calls are full then, and what has just been sent is delivered by its turn, so that its
 * entry need not be changed. Marks them `creating` until `doubtfulAt`, so that a crash leaves a question, never a
 * second entry.
 */
export async function claimCreations(
  portal: PortalDb,
  claim: { batchId: string; now: Date; doubtfulAt: Date; overdue: Date },
): Promise<TimelineEntry[]> {
  const rows = await portal.query<EntryRow>(
    `with next as (
       select object, due_at from timeline_entry
       where portal_id = $1 and state = 'waiting' and due_at <= $3 order by due_at limit 1
     ), waiting as (
       select due_at from timeline_entry
       where portal_id = $1 and state = 'waiting' and object = (select object from next) order by due_at limit 101
     ), size as (
       select count(*) > 100 as crowd, count(*) filter (where due_at <= $3) >= 100 as enough from waiting
     ), picked as (
       select portal_id, message_id from timeline_entry
       where portal_id = $1 and state = 'waiting' and object = (select object from next)
         and due_at <= case when (select crowd from size) then $3::timestamptz
                            else $3::timestamptz + interval '10 seconds' end
         and ((select enough or not crowd from size) or (select due_at from next) <= $5)
       order by due_at limit 100 for update skip locked
     ), claimed as (
       update timeline_entry t set state = 'creating', batch_id = $2, due_at = $4, attempts = attempts + 1
       from picked p where t.portal_id = p.portal_id and t.message_id = p.message_id
       returning t.*
     )
     select ${entryColumns} from claimed t
     join message m on m.portal_id = t.portal_id and m.id = t.message_id order by m.created_at, m.id`,
    [portal.portalId, claim.batchId, claim.now, claim.doubtfulAt, claim.overdue],
  )
  return rows.map(toEntry)
}

/** Entries whose creation was begun and never answered: they may or may not be in HubSpot. */
export async function claimDoubtful(
  portal: PortalDb,
  claim: { batchId: string; now: Date; doubtfulAt: Date },
): Promise<TimelineEntry[]> {
  const rows = await portal.query<EntryRow>(
    `with next as (
       select object from timeline_entry
       where portal_id = $1 and state = 'creating' and due_at <= $3 order by due_at limit 1
     ), picked as (
       select portal_id, message_id from timeline_entry
       where portal_id = $1 and state = 'creating' and due_at <= $3 and object = (select object from next)
       order by due_at limit 100 for update skip locked
     ), claimed as (
       update timeline_entry t set batch_id = $2, due_at = $4
       from picked p where t.portal_id = p.portal_id and t.message_id = p.message_id
       returning t.*
     )
     select ${entryColumns} from claimed t
     join message m on m.portal_id = t.portal_id and m.id = t.message_id order by m.created_at, m.id`,
    [portal.portalId, claim.batchId, claim.now, claim.doubtfulAt],
  )
  return rows.map(toEntry)
}

/** Takes up to 100 entries whose message has changed since it was written, as soon as one of them is due. */
export async function claimUpdates(portal: PortalDb, claim: { now: Date; againAt: Date }): Promise<TimelineEntry[]> {
  const rows = await portal.query<EntryRow>(
    `with next as (
       select object from timeline_entry
       where portal_id = $1 and state = 'created' and written < wanted and due_at <= $2 order by due_at limit 1
     ), picked as (
       select portal_id, message_id from timeline_entry
       where portal_id = $1 and state = 'created' and written < wanted and object = (select object from next)
       order by due_at limit 100 for update skip locked
     ), claimed as (
       update timeline_entry t set due_at = $3
       from picked p where t.portal_id = p.portal_id and t.message_id = p.message_id
       returning t.*
     )
     select ${entryColumns} from claimed t
     join message m on m.portal_id = t.portal_id and m.id = t.message_id order by m.created_at, m.id`,
    [portal.portalId, claim.now, claim.againAt],
  )
  return rows.map(toEntry)
}

/** HubSpot has these now. `updateAt` is when an entry that changed in the meantime is written again. */
export async function storeWritten(
  portal: PortalDb,
  written: { messageId: string; engagementId: string; wanted: number }[],
  updateAt: Date,
): Promise<void> {
  await portal.query(
    `update timeline_entry t set state = 'created', engagement_id = x.engagement_id, attempts = 0, reason = null,
       written = greatest(t.written, x.wanted), due_at = $3
     from unnest($2::uuid[], $4::text[], $5::int[]) as x(message_id, engagement_id, wanted)
     where t.portal_id = $1 and t.message_id = x.message_id`,
    [
      portal.portalId,
      written.map((one) => one.messageId),
      updateAt,
      written.map((one) => one.engagementId),
      written.map((one) => one.wanted),
    ],
  )
}

/** Surely not in HubSpot: back to the queue, due at `dueAt`, unless another has taken them in the meantime. */
export async function releaseCreations(
  portal: PortalDb,
  batchId: string,
  messageIds: string[],
  dueAt: Date,
): Promise<void> {
  await portal.query(
    `update timeline_entry set state = 'waiting', due_at = $3, batch_id = null
     where portal_id = $1 and message_id = any($2::uuid[]) and state = 'creating' and batch_id = $4`,
    [portal.portalId, messageIds, dueAt, batchId],
  )
}

/** HubSpot did not take these changes for now: due again at `dueAt`. */
export async function releaseUpdates(portal: PortalDb, messageIds: string[], dueAt: Date): Promise<void> {
  await portal.query(
    `update timeline_entry set due_at = $3
     where portal_id = $1 and message_id = any($2::uuid[]) and state = 'created' and written < wanted`,
    [portal.portalId, messageIds, dueAt],
  )
}

/** HubSpot will not take these; a person sees why. */
export async function parkEntries(portal: PortalDb, parked: { messageId: string; reason: string }[]): Promise<void> {
  await portal.query(
    `update timeline_entry t set state = 'parked', reason = x.reason
     from unnest($2::uuid[], $3::text[]) as x(message_id, reason)
     where t.portal_id = $1 and t.message_id = x.message_id`,
    [portal.portalId, parked.map((one) => one.messageId), parked.map((one) => one.reason)],
  )
}

/** A few messages, accepted before a time, whose entries HubSpot surely has: the newest of them. */
export async function readRecorded(portal: PortalDb, object: TimelineObject, before: Date): Promise<string[]> {
  const rows = await portal.query<{ message_id: string }>(
    `select message_id from timeline_entry
     where portal_id = $1 and object = $2 and state = 'created' and message_id < $3::uuid
     order by message_id desc limit 5`,
    [portal.portalId, object, newId(before.getTime())],
  )
  return rows.map((row) => row.message_id)
}

/** Milliseconds until this portal's next entry is due, for the database's clock; null when none waits. */
export async function untilNextTimelineEntry(portal: PortalDb, now: Date): Promise<number | null> {
  const [row] = await portal.query<{ due_at: Date | null }>(
    `select min(due_at) as due_at from (
       (select due_at from timeline_entry where portal_id = $1 and state = 'waiting' order by due_at limit 1)
       union all
       (select due_at from timeline_entry where portal_id = $1 and state = 'creating' order by due_at limit 1)
       union all
       (select due_at from timeline_entry where portal_id = $1 and state = 'created' and written < wanted
        order by due_at limit 1)) due`,
    [portal.portalId],
  )
  return row?.due_at ? Math.max(0, row.due_at.getTime() - now.getTime()) : null
}
