import type { JobHandlers } from '../store/jobs.ts'
import { createAdopt, type AdoptNeeds } from './adopt.ts'
import { createDoTasks, type DoTasksNeeds } from './do-tasks.ts'
import { createSweep, type SweepNeeds } from './sweep.ts'
import { createWatchClocks, type WatchClocksNeeds } from './watch-clocks.ts'

export interface TendNeeds extends DoTasksNeeds, AdoptNeeds, SweepNeeds, WatchClocksNeeds {}

export interface Tend {
  jobs: Pick<JobHandlers, 'do-tasks'>
  /** Looks for what is due, now and from time to time. */
  start(): void
  stop(): Promise<void>
}

/** Nothing is forgotten: do tasks · sweep · adopt · watch clocks. */
export function createTend(needs: TendNeeds): Tend {
  const loops = [createAdopt(needs), createSweep(needs), createWatchClocks(needs)]
  return {
    jobs: { 'do-tasks': createDoTasks(needs) },
    start: () => loops.forEach((loop) => loop.start()),
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}
