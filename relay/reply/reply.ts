import type { Route } from '../http/route.ts'
import type { JobHandlers } from '../store/jobs/jobs.ts'
import type { TaskHandlers } from '../store/jobs/tasks.ts'
import { createCatchUp, type CatchUpNeeds } from './catch-up.ts'
import { createMatchAgain, type MatchAgainNeeds } from './match-again.ts'
import { createMatchWaiting, type MatchWaitingNeeds } from './match-waiting.ts'
import { createHistories, type HistoriesNeeds } from './histories.ts'
import { createReceive, type ReceiveNeeds } from './receive.ts'
import { createWorkOff } from './work-off.ts'

export interface ReplyNeeds extends MatchWaitingNeeds, ReceiveNeeds, CatchUpNeeds, HistoriesNeeds, MatchAgainNeeds {
  portalIds: string[]
}

export interface Reply {
  routes: Route[]
  jobs: Pick<JobHandlers, 'work-off-inbox' | 'match-replies'>
  tasks: Pick<TaskHandlers, 'match-contact' | 'match-reply'>
  /** Reads every line's history now and from time to time, and whenever a provider says that there is something. */
  start(): void
  stop(): Promise<void>
}

/** A message comes back: receive · catch up · match. */
export function createReply(needs: ReplyNeeds): Reply {
  const carriers = needs.portalIds
    .flatMap((portalId) => needs.lines.list(portalId))
    .filter(({ provider }) => provider.since)
  const histories = createHistories(carriers, createCatchUp(needs), needs)
  const stopping = new AbortController()
  const watching = new Set<Promise<unknown>>()

  return {
    routes: createReceive(needs),
    jobs: { 'work-off-inbox': createWorkOff(needs), 'match-replies': createMatchWaiting(needs) },
    tasks: createMatchAgain(needs),
    start() {
      histories.start()
      for (const { line, provider } of carriers) {
        const watch = provider.watch?.(line, () => histories.nudge(line.portalId, line.id), stopping.signal)
        if (watch) watching.add(watch.finally(() => watching.delete(watch)))
      }
    },
    async stop() {
      stopping.abort()
      await Promise.allSettled([histories.stop(), ...watching])
    },
  }
}
