import type { Logger } from 'pino'
import type { Database } from '../store/database.ts'
import { findDue } from '../store/jobs/find-due.ts'
import { putJobsRight } from '../store/jobs/put-jobs-right.ts'
import type { Queue } from '../store/jobs/queues.ts'
import type { Jobs } from '../store/jobs/jobs.ts'

export interface SweepNeeds {
  database: Database
  jobs: Jobs
  log: Logger
  /** Milliseconds between two looks for tasks; the other looks are as much more seldom as they always are. */
  sweep?: number | undefined
}

type Look = Queue | 'jobs of the future'

/** Milliseconds between two looks for what is due and no job remembers, where nobody asks for others. */
const ordinary: Record<Look, number> = {
  'do-tasks': 5_000,
  'work-off-inbox': 10_000,
  'match-replies': 10_000,
  'take-events': 10_000,
  'record-timeline': 15_000,
  'jobs of the future': 60_000,
}

/**
 * Finds whatever is open in a table and has no job: because its process died before it could say so, because the job is gone or
 * failed, or because nobody else was to say that its time has come. Each look is by itself; one that fails stops no other.
 */
export function createSweep(needs: SweepNeeds) {
  const share = (needs.sweep ?? ordinary['do-tasks']) / ordinary['do-tasks']
  const lookEvery = (queue: Look) => ordinary[queue] * share
  const timers = new Map<Look, NodeJS.Timeout>()
  let stopped = false
  const looking = new Set<Promise<void>>()
  const silent = new Set<Look>()

  async function look(queue: Look): Promise<void> {
    try {
      if (queue === 'jobs of the future') await lookAhead()
      else needs.jobs.hintAll(queue, await findDue(needs.database, queue))
      silent.delete(queue)
    } catch (error) {
      // Once for each outage; it looks again all the while.
      if (!silent.has(queue)) {
        needs.log.error(
          { queue, err: error, next: 'the same again', in: lookEvery(queue) },
          'could not look for what is due',
        )
      }
      silent.add(queue)
    }
  }

  async function lookAhead(): Promise<void> {
    const count = await putJobsRight(needs.database)
    if (count > 0) needs.log.warn({ count }, 'jobs lay in the future; they run now')
  }

  function begin(queue: Look): void {
    const run = look(queue).finally(() => {
      looking.delete(run)
      if (stopped) return
      timers.set(
        queue,
        setTimeout(() => begin(queue), lookEvery(queue)),
      )
    })
    looking.add(run)
  }

  return {
    start(): void {
      for (const queue of Object.keys(ordinary) as Look[]) begin(queue)
    },
    async stop(): Promise<void> {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(looking)
    },
  }
}
