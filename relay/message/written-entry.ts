import type { PortalDb } from '../store/database.ts'
import type { ClaimedEntry, TimelineClaim } from './timeline-claim.ts'
import { listed } from '../store/listed.ts'

/** HubSpot has this now: `wanted` is the version that was written, 0 where it may be an older one. */
export interface WrittenEntry {
  messageId: string
  engagementId: string
  wanted: number
  rewrite: ClaimedEntry['rewrite']
}

/** What puts entries off. */
export interface WhyPutOff {
  /** Milliseconds until they are due again. */
  delay: number
  reason: string
  hindrance: string | null
  /** How often in a row HubSpot's answer to it alone was none; as it was where absent. */
  blocked?: number
}

/**
 * HubSpot has these now. `update` is in how many milliseconds an entry that changed in the meantime is written again. One that
 * somebody else has taken since was written too late: perhaps over something newer, so it is written once more at once.
 * Answers for which of them HubSpot had another entry already.
 */
export async function storeWritten(
  portal: PortalDb,
  claim: TimelineClaim,
  written: WrittenEntry[],
  update: number,
): Promise<string[]> {
  if (written.length === 0) return []
  const rows = await portal.query<{ message_id: string }>(
    `with x as (
       select * from ${listed('$2', `"messageId" uuid, "engagementId" text, wanted int, rewrite jsonb`)} as x
     ), held as (
       select t.message_id, coalesce(t.batch_id = $3, false) as ours from timeline_entry t
       join x on t.portal_id = $1 and t.message_id = x."messageId"
       order by t.message_id for update of t
     )
     update timeline_entry t set
       state = case when t.state = 'parked' then 'parked' else 'created' end,
       engagement_id = coalesce(t.engagement_id, x."engagementId"),
       written = case when h.ours then greatest(t.written, x.wanted) else t.written end,
       attempts = case when h.ours then 0 else t.attempts end,
       blocked = case when h.ours then 0 else t.blocked end,
       reason = case when t.state = 'parked' then t.reason end,
       hindrance = case when t.state = 'parked' then t.hindrance end,
       lease_until = case when h.ours then null else t.lease_until end,
       due_at = case when h.ours or t.state <> 'created' then instant() + $4::float8 * interval '1 millisecond'
                     else t.due_at end,
       -- The doubt of this write is over; another that was put there meanwhile is not.
       rewrite_at = case when not h.ours then instant()
                         when t.rewrite_at = t.lease_until + $5::float8 * interval '1 millisecond'
                           then case when x.rewrite ->> 'when' = 'later' then (x.rewrite ->> 'at')::timestamptz end
                         else t.rewrite_at end
     from x join held h on h.message_id = x."messageId"
     where t.portal_id = $1 and t.message_id = h.message_id
     returning t.message_id, t.engagement_id <> x."engagementId" as twice`,
    [portal.portalId, JSON.stringify(written), claim.batchId, update, claim.doubt],
  )
  return rows.flatMap((row) => ('twice' in row && row.twice ? [row.message_id] : []))
}

/** Surely not in HubSpot: back to the queue, unless another has taken them in the meantime. */
export async function releaseCreations(
  portal: PortalDb,
  claim: TimelineClaim,
  messageIds: string[],
  why: WhyPutOff | null,
): Promise<void> {
  if (messageIds.length === 0) return
  await portal.query(
    `update timeline_entry set state = 'waiting', batch_id = null, lease_until = null,
       due_at = instant() + $3::float8 * interval '1 millisecond', reason = $5, hindrance = $6,
       blocked = coalesce($7, blocked)
     where portal_id = $1 and message_id = any($2::uuid[]) and state = 'creating' and batch_id = $4`,
    [
      ...[portal.portalId, messageIds, why?.delay ?? 0, claim.batchId],
      ...[why?.reason ?? null, why?.hindrance ?? null, why?.blocked ?? null],
    ],
  )
}

/** HubSpot does not say whether it has these: it is asked again, not before the time within which they may land. */
export async function keepDoubtful(
  portal: PortalDb,
  claim: TimelineClaim,
  messageIds: string[],
  why: WhyPutOff,
): Promise<void> {
  if (messageIds.length === 0) return
  await portal.query(
    `update timeline_entry set lease_until = null, reason = $5, hindrance = $6,
       due_at = instant() + $3::float8 * interval '1 millisecond'
     where portal_id = $1 and message_id = any($2::uuid[]) and state = 'creating' and batch_id = $4`,
    [portal.portalId, messageIds, why.delay, claim.batchId, why.reason, why.hindrance],
  )
}

/**
 * HubSpot did not take these changes for now. `mayLand`: it may have, or still do so when something newer has been written;
 * each is written once more when that can no longer be.
 */
export async function releaseUpdates(
  portal: PortalDb,
  claim: TimelineClaim,
  entries: Pick<ClaimedEntry, 'messageId' | 'rewrite'>[],
  why: WhyPutOff & { mayLand: boolean },
): Promise<void> {
  if (entries.length === 0) return
  await portal.query(
    `with x as (
       select * from ${listed('$2', `"messageId" uuid, rewrite jsonb`)} as x
     ), held as (
       select t.message_id, (x.rewrite ->> 'at')::timestamptz as earlier, coalesce(t.batch_id = $3, false) as ours from timeline_entry t
       join x on t.portal_id = $1 and t.message_id = x."messageId"
       order by t.message_id for update of t
     )
     update timeline_entry t set
       lease_until = case when h.ours then null else t.lease_until end,
       due_at = case when h.ours then instant() + $4::float8 * interval '1 millisecond' else t.due_at end,
       reason = case when h.ours then $5 else t.reason end,
       hindrance = case when h.ours then $6 else t.hindrance end,
       blocked = case when h.ours then coalesce($9, t.blocked) else t.blocked end,
       -- A moment apart from what another claim has put there, which that one's success would take away.
       rewrite_at = case when $8 then greatest(case when not h.ours then t.rewrite_at end,
                                               instant() + $7::float8 * interval '1 millisecond')
                                      + interval '1 microsecond'
                         when h.ours and t.rewrite_at = t.lease_until + $7::float8 * interval '1 millisecond'
                           then case when h.earlier is not null
                                then greatest(h.earlier, instant() + $4::float8 * interval '1 millisecond') end
                         else t.rewrite_at end
     from held h where t.portal_id = $1 and t.message_id = h.message_id and (h.ours or $8)`,
    [
      portal.portalId,
      JSON.stringify(entries.map(({ messageId, rewrite }) => ({ messageId, rewrite }))),
      claim.batchId,
      why.delay,
      why.reason,
      why.hindrance,
      claim.doubt,
      why.mayLand,
      why.blocked ?? null,
    ],
  )
}

/**
 * HubSpot will not take these; a person sees why and since when. `in doubt`: they may be in HubSpot, so whoever lets them go
 * on has them looked for once more.
 */
export async function parkEntries(
  portal: PortalDb,
  claim: TimelineClaim,
  parked: { messageId: string; reason: string }[],
  known: 'known' | 'in doubt',
): Promise<void> {
  if (parked.length === 0) return
  await portal.query(
    `with held as (
       select t.message_id, x.reason from timeline_entry t
       join unnest($2::uuid[], $3::text[]) as x(message_id, reason) on t.portal_id = $1 and t.message_id = x.message_id
       where t.batch_id = $4 order by t.message_id for update of t
     )
     update timeline_entry t set state = 'parked', reason = h.reason, hindrance = null, lease_until = null,
       parked_at = instant(), batch_id = case when $5 then t.batch_id end
     from held h where t.portal_id = $1 and t.message_id = h.message_id`,
    [
      portal.portalId,
      parked.map((one) => one.messageId),
      parked.map((one) => one.reason),
      claim.batchId,
      known === 'in doubt',
    ],
  )
}
