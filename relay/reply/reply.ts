import type { Route } from '../http/route.ts'
import type { JobHandlers } from '../store/jobs/jobs.ts'
import type { TaskHandlers } from '../store/jobs/tasks.ts'
import { createCatchUp, type CatchUpNeeds } from './catch-up.ts'
import { followLines, type FollowLinesNeeds } from './follow-lines.ts'
import { createMatchAgain, type MatchAgainNeeds } from './match-again.ts'
import { createMatchWaiting, type MatchWaitingNeeds } from './match-waiting.ts'
import { createHistories, type HistoriesNeeds } from './histories.ts'
import { createReceive, type ReceiveNeeds } from './receive.ts'
import { createWatchers, type WatchersNeeds } from './watchers.ts'
import { createWorkOff } from './work-off.ts'

export interface ReplyNeeds
  extends
    MatchWaitingNeeds,
    ReceiveNeeds,
    CatchUpNeeds,
    HistoriesNeeds,
    MatchAgainNeeds,
    FollowLinesNeeds,
    WatchersNeeds {
  accounts: ReceiveNeeds['accounts']
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
  const histories = createHistories(createCatchUp(needs), needs)
  const watchers = createWatchers(needs, histories.nudge)
  const following = followLines(needs, async (lines) => {
    histories.follow(lines)
    await watchers.follow(lines)
  })

  return {
    routes: createReceive(needs),
    jobs: { 'work-off-inbox': createWorkOff(needs), 'match-replies': createMatchWaiting(needs) },
    tasks: createMatchAgain(needs),
    start() {
      histories.start()
      following.start()
    },
    async stop() {
      await following.stop()
      await Promise.all([histories.stop(), watchers.stop()])
    },
  }
}
