import type { JobHandlers } from '../store/jobs.ts'
import { createDoTasks, type DoTasksNeeds } from './do-tasks.ts'
import { createSweep, type SweepNeeds } from './sweep.ts'

export interface TendNeeds extends DoTasksNeeds, SweepNeeds {}

export interface Tend {
  jobs: Pick<JobHandlers, 'do-tasks'>
  /** Looks for what is due, now and from time to time. */
  start(): void
  stop(): Promise<void>
}

/** Nothing is forgotten: do tasks · sweep. */
export function createTend(needs: TendNeeds): Tend {
  return { jobs: { 'do-tasks': createDoTasks(needs) }, ...createSweep(needs) }
}
