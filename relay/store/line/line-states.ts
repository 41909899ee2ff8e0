import { appendAudit } from '../audit/audit.ts'
import type { PortalDb, WideDb } from '../database.ts'
import { resumeHindered } from '../waiting/resume-hindered.ts'

/** How a line stands. An active line with a reason is degraded: it is used, and a person should know. */
export interface LineState {
  state: 'active' | 'paused'
  /** Who paused it: a person resumes it, or the provider where it was the provider. */
  pausedBy: 'person' | 'relay' | 'provider' | null
  reason: string | null
  /** Since when; null when it never changed. */
  at: Date | null
  /** Why the provider's history cannot be read, and since when; null where it can. */
  history: { trouble: string; since: Date | null } | null
}

/** The states of a portal's lines, by line. */
export async function readLineStates(portal: PortalDb): Promise<Map<string, LineState>> {
  const rows = await portal.query<{
    id: string
    state: 'active' | 'paused'
    paused_by: LineState['pausedBy']
    state_reason: string | null
    state_at: Date | null
    history_trouble: string | null
    history_trouble_at: Date | null
  }>(
    `select id, state, paused_by, state_reason, state_at, history_trouble, history_trouble_at
     from line where portal_id = $1 and state <> 'retired'`,
    [portal.portalId],
  )
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...{ state: row.state, pausedBy: row.paused_by, reason: row.state_reason, at: row.state_at },
        history: row.history_trouble === null ? null : { trouble: row.history_trouble, since: row.history_trouble_at },
      },
    ]),
  )
}

/** What is to become of a line. `resume` by the provider does not undo what a person or the relay decided. */
export interface LineChange {
  lineId: string
  to: 'paused' | 'degraded' | 'active'
  by: 'person' | 'relay' | 'provider'
  /** Which person, for the audit log: whoever runs the relay, unless said. */
  actor?: 'operator' | `user:${string}`
  reason: string | null
  /** When the provider said so; of what a person or the relay decides, the line keeps the database's time. */
  at: Date
  /** Key of the task that noted it, where it is worked off later than it was decided. */
  noted?: string
}

/**
 * Pauses, resumes or marks a line, with its event and its entry in the audit log. False when that changed nothing. A word of
 * the provider's, or a decision of the relay's, that is older than the last change does nothing; what a person decides always
 * counts.
 */
export async function changeLine(tx: PortalDb, change: LineChange): Promise<boolean> {
  const rows = await tx.query(
    `with time as (
       select case when $4 = 'provider' then $6::timestamptz else instant() end as at
     ), changed as (
       update line set
         state = case when $3 = 'paused' then 'paused' else 'active' end,
         paused_by = case when $3 = 'paused' then $4 end,
         state_reason = $5, state_at = (select at from time),
         rests_until = case when $3 = 'active' then null else rests_until end
       where portal_id = $1 and id = $2 and state <> 'retired'
         -- An old word, worked on late, does not undo a newer one.
         and ($4 <> 'provider' or state_at is null or state_at <= $6)
         and ($7::text is null or $4 <> 'relay' or state_at is null or state_at <= (
           select created_at from task where portal_id = $1 and kind = 'change-line' and key = $7))
         and case $3
               when 'paused' then state = 'active' or $4 = 'person'
               when 'degraded' then state = 'active' and state_reason is distinct from $5
               else (state = 'paused' and ($4 = 'person' or paused_by = 'provider')) or (state = 'active' and state_reason is not null)
             end
       returning portal_id, id
     ), fresh as (
       -- Whoever resumes a line gives it a new start, or its old failures would pause it again at once.
       delete from line_health h using changed c where h.portal_id = c.portal_id and h.line_id = c.id and $3 = 'active'
     )
     insert into line_event (portal_id, line_id, at, kind, data)
     select portal_id, id, (select at from time), $3, jsonb_strip_nulls(jsonb_build_object('by', $4::text, 'reason', $5::text)) from changed
     returning id`,
    [tx.portalId, change.lineId, change.to, change.by, change.reason, change.at, change.noted ?? null],
  )
  if (rows.length === 0) return false
  const { lineId, to, by, at, actor: person = 'operator' } = change
  if (to === 'active') await resumeHindered(tx, [`line:${lineId}`])
  const actor = by === 'person' ? person : by === 'provider' ? (`provider:${lineId}` as const) : 'relay'
  // Not its reason: whoever paused it may have named a person, and nothing is ever erased there.
  await appendAudit(tx, [{ portalId: tx.portalId, at, actor, action: `line.${to}`, detail: { lineId } }])
  return true
}

/**
 * The same, read at most twice a second: whoever chooses a line may be that far behind, since a message for a line that
 * has been paused meanwhile waits or falls back.
 */
export function watchLineStates(db: WideDb): (portalId: string) => Promise<Map<string, LineState>> {
  const known = new Map<string, { at: number; states: Promise<Map<string, LineState>> }>()
  return (portalId) => {
    const last = known.get(portalId)
    if (last && performance.now() - last.at < 500) return last.states
    const states = readLineStates(db.forPortal(portalId))
    known.set(portalId, { at: performance.now(), states })
    states.catch(() => known.delete(portalId))
    return states
  }
}
