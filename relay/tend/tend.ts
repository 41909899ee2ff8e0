import type { JobHandlers } from '../store/jobs/jobs.ts'
import type { TaskHandlers } from '../store/jobs/tasks.ts'
import { createAdopt, type AdoptNeeds } from './adopt.ts'
import { createDoTasks, type DoTasksNeeds } from './do-tasks.ts'
import { createResumeAccount } from './resume-account.ts'
import { createRetain, type RetainNeeds } from './retain.ts'
import { createSeal, type SealNeeds } from './seal.ts'
import { createSweep, type SweepNeeds } from './sweep.ts'
import { createWatchClocks, type WatchClocksNeeds } from './watch-clocks.ts'

export interface TendNeeds
  extends Omit<DoTasksNeeds, 'tasks'>, AdoptNeeds, SealNeeds, SweepNeeds, WatchClocksNeeds, RetainNeeds {
  tasks: Omit<TaskHandlers, 'resume-account'>
}

export interface Tend {
  jobs: Pick<JobHandlers, 'do-tasks'>
  /** Looks for what is due, now and from time to time. */
  start(): void
  stop(): Promise<void>
}

/** Nothing is forgotten: do tasks · sweep · adopt · seal · watch clocks; and what is over is removed in time: retain. */
export function createTend(needs: TendNeeds): Tend {
  const loops = [createAdopt, createSweep, createSeal, createWatchClocks, createRetain].map((create) => create(needs))
  const tasks = { ...needs.tasks, 'resume-account': createResumeAccount(needs) }
  return {
    jobs: { 'do-tasks': createDoTasks({ ...needs, tasks }) },
    start: () => loops.forEach((loop) => loop.start()),
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
