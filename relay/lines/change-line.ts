import type { Logger } from 'pino'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Invalid } from '../errors.ts'
import { wakeLine } from '../message/wake-line.ts'
import type { Database } from '../store/database.ts'
import { changeLine, type LineChange } from '../store/line/line-states.ts'
import type { TaskHandler } from '../store/jobs/tasks.ts'

export interface ChangeLineNeeds {
  database: Database
  log: Logger
  /** Deliveries of the line may be due. */
  wake: () => void
}

const Change = Type.Object({
  lineId: Type.String({ minLength: 1 }),
  to: Type.Union([Type.Literal('paused'), Type.Literal('degraded'), Type.Literal('active')]),
  by: Type.Union([Type.Literal('person'), Type.Literal('relay'), Type.Literal('provider')]),
  reason: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  at: Type.String(),
})

/** Pauses or resumes a line. What waits on a paused line stays where it is, in order, until the line is resumed. */
export function createChangeLine(needs: ChangeLineNeeds): TaskHandler<'change-line'> {
  return async ({ portalId, key, data }) => {
    const change = { ...readChange(data), noted: key }
    const changed = await needs.database.forPortal(portalId).transaction(async (tx) => {
      if (!(await changeLine(tx, change))) return false
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

/** Throws `Invalid` for what is no change of a line: no later try would read it. */
function readChange(data: unknown): LineChange {
  if (!Value.Check(Change, data) || Number.isNaN(Date.parse(data.at))) {
    throw new Invalid(
      'unreadable_task',
      'What was noted of this change of a line cannot be read. Dismiss it, then pause or resume the line yourself if need be.',
    )
  }
  return { ...data, reason: data.reason ?? null, at: new Date(data.at) }
}
