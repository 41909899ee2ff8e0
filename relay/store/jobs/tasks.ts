import type { Db } from '../database.ts'
import type { Jobs } from './jobs.ts'
import type { LineChange } from '../line/line-states.ts'
import type { HinderedTable } from '../waiting/resume-some.ts'
import { listed } from '../listed.ts'

/** What may be still to do, by name, with what is kept of it. The key says what it is about. */
export interface TaskData {
  /** Key: the message. Its provider is asked what became of it. */
  'reconcile-delivery': Record<string, never>
  /** Key: the message. It goes down its ladder. */
  'fall-back': { failure: string }
  /** Key: line and time. */
  'change-line': Omit<LineChange, 'at'> & { at: string }
  /** Key: the contact that was created. */
  'auto-send': Record<string, never>
  /** Key: the contact, which was merged or erased: what came late is treated likewise. */
  'go-over-contact': { rounds?: number }
  /** Key: a contact of which HubSpot told that it was deleted and that it was restored, in no order, at this time. Which is it? */
  'ask-contact': { at: string }
  /** Key: a contact of which HubSpot told. Replies of nobody's may be theirs; those up to `after` were looked at. */
  'match-contact': { after?: string }
  /** Key: a reply of nobody's. Whose is it by now? */
  'match-reply': Record<string, never>
  /** Key: what hindered and is mended. What it held up goes on; what stands before this did so already. */
  'resume-account': { table?: HinderedTable | 'timeline_entry'; after?: string }
}
export type TaskKind = keyof TaskData

/** A task as its handler gets it. */
export interface Task<Kind extends TaskKind = TaskKind> {
  portalId: string
  key: string
  data: TaskData[Kind]
  /** How often it failed by itself before. */
  tries: number
}

/**
 * Does a task, which may run again. Answers `again` where it is to be done once more so many milliseconds from now, with other
 * data where they are given, and throws where it came to nothing: `relay/retry.ts` says what then.
 */
export type TaskHandler<Kind extends TaskKind = TaskKind> = (
  task: Task<Kind>,
  signal: AbortSignal,
) => Promise<void | { again: number; data?: TaskData[Kind] }>
export type TaskHandlers = { [Kind in TaskKind]: TaskHandler<Kind> }

export interface NewTask<Kind extends TaskKind = TaskKind> {
  portalId: string
  kind: Kind
  key: string
  data: TaskData[Kind]
  /** Milliseconds from now, by the database's clock. */
  delay: number
}

/**
 * Notes what is to be done, in the transaction of what makes it necessary. One that is noted already is due at the earlier
 * of both times with the newer data, tried afresh, and parked no more.
 */
export async function setTasks(tx: Db, jobs: Pick<Jobs, 'hint'>, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return
  await tx.query(
    // It begins with a version of its own: whoever stood still over one that is gone must not take this for that.
    `insert into task (portal_id, kind, key, data, due_at, version)
     select distinct on (portal_id, kind, key) portal_id, kind, key, data, instant() + delay * interval '1 millisecond',
            (random() * 1000000000)::int
     from ${listed('$1', `portal_id bigint, kind text, key text, data jsonb, delay float8, nth int`)} as x
     order by portal_id, kind, key, nth desc
     on conflict (portal_id, kind, key) do update set data = excluded.data, due_at = least(task.due_at, excluded.due_at),
       version = task.version + 1, tries = 0, trouble = null, hindrance = null, parked_at = null`,
    [
      JSON.stringify(
        tasks.map(({ portalId, kind, key, data, delay }, nth) => ({
          portal_id: portalId,
          kind,
          key,
          data,
          delay,
          nth,
        })),
      ),
    ],
  )
  for (const { portalId, delay } of tasks) jobs.hint(tx, 'do-tasks', portalId, delay)
}

/** There is nothing of this kind to do any more. */
export async function dropTasks(
  tx: Db,
  kind: TaskKind,
  about: readonly { portalId: string; key: string }[],
): Promise<void> {
  if (about.length === 0) return
  await tx.query(
    `delete from task t using unnest($2::bigint[], $3::text[]) as x(portal_id, key)
     where t.portal_id = x.portal_id and t.kind = $1 and t.key = x.key`,
    [kind, about.map(({ portalId }) => portalId), about.map(({ key }) => key)],
  )
}
