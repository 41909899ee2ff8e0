import { fate } from '../fate.ts'
import type { JobHandlers } from '../store/jobs.ts'
import { tellTimeline } from '../store/tell-timeline.ts'
import { untilNextTimelineEntry } from '../message/timeline-entries.ts'
import { createRecord, type RecordNeeds } from './record.ts'

export interface TimelineNeeds extends RecordNeeds {
  portalIds: string[]
}

export interface Timeline {
  jobs: Pick<JobHandlers, 'record-timeline'>
  /** Looks from time to time for entries that are due and that no job remembers. */
  start(): void
  stop(): Promise<void>
}

/** Milliseconds between two looks. */
const lookEvery = 30_000

/** HubSpot is told: record · update. */
export function createTimeline(needs: TimelineNeeds): Timeline {
  const record = createRecord(needs)
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  /**
   * A job that runs while a transaction counts on it (its key was taken, so that transaction added none of its own)
   * does not see what that transaction is about to commit. Here such entries are found again.
   */
  async function look(): Promise<void> {
    for (const portalId of needs.portalIds) {
      const portal = needs.database.forPortal(portalId)
      if ((await untilNextTimelineEntry(portal, needs.now())) !== 0) continue
      await portal.transaction((tx) => tellTimeline(needs.jobs, tx, portalId))
    }
  }

  return {
    jobs: { 'record-timeline': (data, signal) => fate('record-timeline', needs.log, () => record(data, signal)) },
    start() {
      timer = setInterval(() => {
        looking = look().catch((error: unknown) =>
          needs.log.error({ err: error }, 'could not look for forgotten entries'),
        )
      }, lookEvery)
    },
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
