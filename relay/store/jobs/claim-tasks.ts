import type { PortalDb } from '../database.ts'
import type { PutOff } from '../waiting/put-off.ts'
import type { Task, TaskKind } from './tasks.ts'

/** A task that somebody is at; `version` tells whether it was asked for anew meanwhile. */
export interface ClaimedTask extends Task {
  kind: TaskKind
  version: number
  backoff: number
}

interface Row {
  kind: TaskKind
  key: string
  data: never
  version: number
  tries: number
  backoff: number
}

/** Takes up to `limit` tasks of an account that are due and not of these kinds, or of one kind alone, for `lease` milliseconds. */
export async function claimTasks(
  portal: PortalDb,
  claim: { limit: number; lease: number; without: readonly TaskKind[]; only?: TaskKind },
): Promise<ClaimedTask[]> {
  const rows = await portal.query<Row>(
    `with next as (
       select kind, key from task
       where portal_id = $1 and parked_at is null and due_at <= instant() and kind <> all($4)
         and ($5::text is null or kind = $5) and (lease_until is null or lease_until <= instant())
       order by due_at limit $2 for update skip locked
     )
     update task t set lease_until = instant() + $3 * interval '1 millisecond',
       due_at = instant() + $3 * interval '1 millisecond'
     from next n where t.portal_id = $1 and t.kind = n.kind and t.key = n.key
     returning t.kind, t.key, t.data, t.version, t.tries, t.backoff`,
    [portal.portalId, claim.limit, claim.lease, claim.without, claim.only ?? null],
  )
  return rows.map((row) => ({ portalId: portal.portalId, ...row }))
}

/** Milliseconds until the account's next task is due that is not of these kinds, within a minute; null where none is. */
export async function untilNextTask(portal: PortalDb, without: readonly TaskKind[]): Promise<number | null> {
  const [row] = await portal.query<{ wait: number }>(
    `select greatest(0, extract(epoch from due_at - instant()) * 1000)::float8 as wait from task
     where portal_id = $1 and parked_at is null and due_at <= instant() + interval '1 minute'
       and kind <> all($2) order by due_at limit 1`,
    [portal.portalId, without],
  )
  return row?.wait ?? null
}

/** Whoever is at these tasks needs longer. */
export async function prolongTasks(portal: PortalDb, tasks: readonly ClaimedTask[], lease: number): Promise<void> {
  await portal.query(
    `update task t set lease_until = instant() + $4 * interval '1 millisecond',
       due_at = case when t.version = x.version then instant() + $4 * interval '1 millisecond' else t.due_at end
     from unnest($2::text[], $3::text[], $5::int[]) as x(kind, key, version)
     where t.portal_id = $1 and t.kind = x.kind and t.key = x.key and t.lease_until is not null`,
    [
      portal.portalId,
      tasks.map(({ kind }) => kind),
      tasks.map(({ key }) => key),
      lease,
      tasks.map(({ version }) => version),
    ],
  )
}

/** It is done, and gone unless it was asked for anew meanwhile. */
export async function endTask(portal: PortalDb, { kind, key, version }: ClaimedTask): Promise<void> {
  await portal.query(
    `with ended as (
       delete from task where portal_id = $1 and kind = $2 and key = $3 and version = $4 returning key
     )
     update task set lease_until = null
     where portal_id = $1 and kind = $2 and key = $3 and version <> $4 and not exists (select from ended)`,
    [portal.portalId, kind, key, version],
  )
}

/** It is to be done once more in `delay` milliseconds, as if for the first time; `data` null: with the same. */
export async function repeatTask(
  portal: PortalDb,
  { kind, key, version }: ClaimedTask,
  again: { delay: number; data: unknown },
): Promise<void> {
  await portal.query(
    `update task set lease_until = null, tries = 0, backoff = 0, trouble = null, hindrance = null,
       due_at = case when version = $4 then instant() + $5 * interval '1 millisecond' else due_at end,
       data = case when version = $4 then coalesce($6::jsonb, data) else data end
     where portal_id = $1 and kind = $2 and key = $3`,
    [portal.portalId, kind, key, version, again.delay, again.data === null ? null : JSON.stringify(again.data)],
  )
}

/** It came to nothing. One that was asked for anew meanwhile is tried afresh. */
export async function putTaskOff(portal: PortalDb, { kind, key, version }: ClaimedTask, plan: PutOff): Promise<void> {
  await portal.query(
    `update task set lease_until = null, due_at = instant() + $5 * interval '1 millisecond', tries = $6, backoff = $7,
       trouble = $8, hindrance = $9, parked_at = case when $10 then instant() end
     where portal_id = $1 and kind = $2 and key = $3 and version = $4`,
    [
      portal.portalId,
      kind,
      key,
      version,
      plan.delay,
      plan.tries,
      plan.backoff,
      plan.trouble,
      plan.hindrance,
      plan.parked,
    ],
  )
  await portal.query(
    'update task set lease_until = null where portal_id = $1 and kind = $2 and key = $3 and version <> $4',
    [portal.portalId, kind, key, version],
  )
}
