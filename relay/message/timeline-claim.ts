import type { PortalDatabase, PortalDb } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { entryColumns, toEntry, type EntryRow, type TimelineEntry, type TimelineObject } from './timeline-entry.ts'

/** One process's turn at some entries. */
export interface TimelineClaim {
  batchId: string
  /** Milliseconds for which nobody else writes them. Whoever has them begins nothing when less than two thirds are left. */
  lease: number
  /** Milliseconds within which a write that was given up may still land. */
  doubt: number
}

export interface ClaimedEntry extends TimelineEntry {
  /** How often it was tried since it was written last, this time included. */
  attempts: number
  /** How often in a row HubSpot's answer to this one alone was none. */
  blocked: number
  /**
   * When it was to be written once more, for an earlier write that was given up; null where none was. `due`: that has landed
   * by now if it ever does, so this write does it; `later`: it may still land afterwards.
   */
  rewrite: { at: string; when: 'due' | 'later' } | null
}

interface Marked {
  message_id: string
  attempts: number
  blocked: number
  rewrite_at: string | null
  lands_later: boolean
}

/** Nobody writes it now. */
const free = '(t.lease_until is null or t.lease_until <= instant())'

/**
 * Takes up to 100 entries to create in one call, oldest first, as soon as one of them is due. Those that wait less
 * long come along when all fit into one call. Of more, only those that are due, and only a full batch unless one has
 * been due for `overdue` milliseconds: calls are full then, and what has just been sent is delivered by its turn, so that
 * its entry need not be changed. Marks them `creating` for the time of the lease, so that a crash leaves a question, never
 * a second entry.
 */
export async function claimCreations(
  portal: PortalDatabase,
  claim: TimelineClaim & { overdue: number },
): Promise<ClaimedEntry[]> {
  return readMarked(
    portal,
    `with next as (
       select object, due_at from timeline_entry
       where portal_id = $1 and state = 'waiting' and due_at <= instant() order by due_at limit 1
     ), waiting as (
       select due_at from timeline_entry
       where portal_id = $1 and state = 'waiting' and object = (select object from next) order by due_at limit 101
     ), size as (
       select count(*) > 100 as crowd, count(*) filter (where due_at <= instant()) >= 100 as enough from waiting
     ), picked as (
       select message_id from timeline_entry
       where portal_id = $1 and state = 'waiting' and object = (select object from next)
         and due_at <= instant() + case when (select crowd from size) then interval '0' else interval '10 seconds' end
         and ((select enough or not crowd from size)
              or (select due_at from next) <= instant() - $4::float8 * interval '1 millisecond')
       order by due_at limit 100 for update skip locked
     )
     update timeline_entry t set state = 'creating', batch_id = $2, attempts = t.attempts + 1,
       lease_until = instant() + $3::float8 * interval '1 millisecond',
       due_at = instant() + $3::float8 * interval '1 millisecond'
     from picked p where t.portal_id = $1 and t.message_id = p.message_id
     returning t.message_id, t.attempts, t.blocked, null as rewrite_at, false as lands_later`,
    [portal.portalId, claim.batchId, claim.lease, claim.overdue],
  )
}

/** Entries whose creation was begun and never answered: they may or may not be in HubSpot. */
export async function claimDoubtful(portal: PortalDatabase, claim: TimelineClaim): Promise<ClaimedEntry[]> {
  return readMarked(
    portal,
    `with next as (
       select object from timeline_entry
       where portal_id = $1 and state = 'creating' and due_at <= instant() order by due_at limit 1
     ), picked as (
       select message_id from timeline_entry
       where portal_id = $1 and state = 'creating' and due_at <= instant() and object = (select object from next)
       order by due_at limit 100 for update skip locked
     )
     update timeline_entry t set batch_id = $2, attempts = t.attempts + 1,
       lease_until = instant() + $3::float8 * interval '1 millisecond',
       due_at = instant() + $3::float8 * interval '1 millisecond'
     from picked p where t.portal_id = $1 and t.message_id = p.message_id
     returning t.message_id, t.attempts, t.blocked, null as rewrite_at, false as lands_later`,
    [portal.portalId, claim.batchId, claim.lease],
  )
}

/**
 * Takes up to 100 entries whose message has changed since it was written, as soon as one of them is due, and those of which
 * a write was given up that has landed by now if it ever does. Never one whose write is under way. Until it is answered,
 * each of these writes counts as one that is given up when its lease ends.
 */
export async function claimUpdates(portal: PortalDatabase, claim: TimelineClaim): Promise<ClaimedEntry[]> {
  const behind = `t.portal_id = $1 and t.state = 'created' and t.written < t.wanted and ${free}`
  const again = `t.portal_id = $1 and t.state = 'created' and t.rewrite_at <= instant() and ${free}`
  return readMarked(
    portal,
    `with next as (
       select object from (
         (select t.object, t.due_at as at from timeline_entry t where ${behind} and t.due_at <= instant()
          order by t.due_at limit 1)
         union all
         (select t.object, t.rewrite_at from timeline_entry t where ${again} order by t.rewrite_at limit 1)
       ) first order by at limit 1
     ), candidates as (
       (select t.message_id from timeline_entry t where ${behind} and t.object = (select object from next)
        order by t.due_at limit 100)
       union
       (select t.message_id from timeline_entry t where ${again} and t.object = (select object from next)
        order by t.rewrite_at limit 100)
     ), picked as (
       select t.message_id, t.rewrite_at from timeline_entry t
       where t.portal_id = $1 and t.message_id in (select message_id from candidates) and t.state = 'created'
         and (t.written < t.wanted or t.rewrite_at <= instant()) and ${free}
       order by t.message_id limit 100 for update skip locked
     )
     update timeline_entry t set batch_id = $2, attempts = t.attempts + 1,
       lease_until = instant() + $3::float8 * interval '1 millisecond',
       due_at = instant() + $3::float8 * interval '1 millisecond',
       rewrite_at = instant() + $3::float8 * interval '1 millisecond' + $4::float8 * interval '1 millisecond'
     from picked p where t.portal_id = $1 and t.message_id = p.message_id
     returning t.message_id, t.attempts, t.blocked, p.rewrite_at::text, coalesce(p.rewrite_at > instant(), false) as lands_later`,
    [portal.portalId, claim.batchId, claim.lease, claim.doubt],
  )
}

/**
 * Marks entries, and reads them with their messages by a statement of its own: that one's view is as new as the locks, so
 * that what is written belongs to the version it is written for. A change that comes later waits for these locks and
 * makes a version of its own.
 */
async function readMarked(portal: PortalDatabase, statement: string, values: unknown[]): Promise<ClaimedEntry[]> {
  return portal.transaction(async (tx) => {
    const marked = await tx.query<Marked>(statement, values)
    if (marked.length === 0) return []
    const rows = await tx.query<EntryRow>(
      // One by one, which a planner that has not seen the account grow would not choose by itself.
      `select ${entryColumns} from timeline_entry t
       cross join lateral (select * from message where portal_id = t.portal_id and id = t.message_id offset 0) m
       where t.portal_id = $1 and t.message_id = any($2::uuid[]) order by m.created_at, m.id`,
      [tx.portalId, marked.map((one) => one.message_id)],
    )
    const byId = new Map(marked.map((one) => [one.message_id, one]))
    return rows.map((row) => {
      const {
        attempts = 1,
        blocked = 0,
        rewrite_at: at = null,
        lands_later: later = false,
      } = byId.get(row.message_id) ?? {}
      return { ...toEntry(row), attempts, blocked, rewrite: at === null ? null : { at, when: later ? 'later' : 'due' } }
    })
  })
}

/** Whether the claim of an entry still has time for a request: nobody else looks at it before that has ended. */
export async function hasTime(portal: PortalDb, claim: TimelineClaim, messageId: string): Promise<boolean> {
  const rows = await portal.query(
    `select 1 from timeline_entry where portal_id = $1 and message_id = $2 and batch_id = $3
       and lease_until >= instant() + $4::float8 * interval '1 millisecond'`,
    [portal.portalId, messageId, claim.batchId, (claim.lease * 2) / 3],
  )
  return rows.length > 0
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
