import type { Logger } from 'pino'
import { wakeLine } from '../message/wake-line.ts'
import type { Database } from '../store/database.ts'
import { changeLine } from '../store/line-states.ts'
import type { TaskHandler } from '../store/tasks.ts'

export interface ChangeLineNeeds {
  database: Database
  log: Logger
  /** Deliveries of the line may be due. */
  wake: () => void
}

/** Pauses or resumes a line. What waits on a paused line stays where it is, in order, until the line is resumed. */
export function createChangeLine(needs: ChangeLineNeeds): TaskHandler<'change-line'> {
  return async ({ portalId, data: change }) => {
    const changed = await needs.database.forPortal(portalId).transaction(async (tx) => {
      if (!(await changeLine(tx, { ...change, at: new Date(change.at) }))) return false
      if (change.to === 'active') await wakeLine(tx, change.lineId)
      return true
    })
    if (!changed) return
    const { lineId, by, reason } = change
    if (change.to === 'active') needs.wake()
    if (change.to === 'paused') {
      needs.log.error(
        { lineId, by, reason },
        `line paused: nothing leaves by it; mend it, then run "npm run relay -- lines resume ${lineId}"`,
      )
    } else needs.log.warn({ lineId, by, reason }, change.to === 'active' ? 'line resumed' : 'line degraded')
  }
}
