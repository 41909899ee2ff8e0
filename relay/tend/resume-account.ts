import { releaseHindered } from '../message/release-hindered.ts'
import type { Database } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import type { Queue } from '../store/jobs/queues.ts'
import { resumeSome } from '../store/waiting/resume-some.ts'
import type { TaskHandler } from '../store/jobs/tasks.ts'

export interface ResumeAccountNeeds {
  database: Database
  jobs: Pick<Jobs, 'hintAll'>
}

/** Rows that go on in one statement, which is over long before its time limit. */
const most = 1_000

/** What may be held up, in the order in which it goes on, and who works on it. */
const queues = {
  task: ['do-tasks'],
  inbox: ['work-off-inbox', 'match-replies'],
  hubspot_event: ['take-events'],
  timeline_entry: ['record-timeline'],
} as const satisfies Record<string, readonly Queue[]>
const tables = Object.keys(queues) as (keyof typeof queues)[]

/**
 * The account's credentials are good again: what they held up goes on, a thousand rows at a time. Each table is gone through once,
 * so that what is held up anew meanwhile waits for its own time instead of being tried again and again.
 */
export function createResumeAccount(needs: ResumeAccountNeeds): TaskHandler<'resume-account'> {
  return async ({ portalId, key: hindrance, data: { table = 'task', after = null } }) => {
    const portal = needs.database.forPortal(portalId)
    const some = { hindrance, after, most }
    const last =
      table === 'timeline_entry' ? await releaseHindered(portal, some) : await resumeSome(portal, table, some)
    for (const queue of queues[table]) needs.jobs.hintAll(queue, [portalId])
    if (last !== null) return { again: 0, data: { table, after: last } }
    const next = tables[tables.indexOf(table) + 1]
    return next ? { again: 0, data: { table: next } } : undefined
  }
}
