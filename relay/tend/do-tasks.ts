import type { Logger } from 'pino'
import { planRetry, tellTrouble } from '../retry.ts'
import {
  claimTasks,
  endTask,
  prolongTasks,
  putTaskOff,
  repeatTask,
  untilNextTask,
  type ClaimedTask,
} from '../store/jobs/claim-tasks.ts'
import type { Database, PortalDatabase } from '../store/database.ts'
import type { JobHandler } from '../store/jobs/jobs.ts'
import type { TaskHandler, TaskHandlers } from '../store/jobs/tasks.ts'

export interface DoTasksNeeds {
  database: Database
  log: Logger
  random: () => number
  /** Milliseconds between two tries, at most. */
  retryMost: number
  /** Milliseconds for which a task counts as under way when nothing is heard of whoever is at it. */
  taskLease: number
  /** Milliseconds until HubSpot may be asked for what nobody waits for; 0: now. */
  untilSpare: (portalId: string) => Promise<number>
  tasks: TaskHandlers
}

/** They ask HubSpot, and nobody waits for them: many at once would leave nothing of its budget to replies and the timeline. */
const asking: readonly ClaimedTask['kind'][] = [
  'auto-send',
  'go-over-contact',
  'ask-contact',
  'match-contact',
  'match-reply',
]

/** Tasks of one account taken at once, at most; and of new contacts, of whom HubSpot is asked a hundred at a time. */
const together = 10
const newContacts = 100

/** Names a task to a person who reads the log. */
const names: Record<ClaimedTask['kind'], string> = {
  'reconcile-delivery': 'asking what became of a message',
  'fall-back': 'going down the ladder of a message',
  'change-line': 'changing a line',
  'auto-send': 'writing to a new contact',
  'go-over-contact': 'going over a contact once more',
  'ask-contact': 'asking whether a contact is there',
  'match-contact': 'looking whether replies are of a contact that changed',
  'match-reply': 'looking for whose a reply is',
  'resume-account': 'going on with what waited for an account',
}

/** Does an account's tasks that are due, a few at a time; each ends, comes back or waits for a person by itself. */
export function createDoTasks(needs: DoTasksNeeds): JobHandler {
  return async ({ portalId }, signal) => {
    const portal = needs.database.forPortal(portalId)
    const spare = await needs.untilSpare(portalId)
    const without = spare > 0 ? asking : []
    const claim = { limit: together, lease: needs.taskLease, without }
    const tasks = await claimTasks(portal, claim)
    if (tasks.some(({ kind }) => kind === 'auto-send')) {
      const more = { ...claim, limit: newContacts - tasks.length, only: 'auto-send' as const }
      tasks.push(...(await claimTasks(portal, more)))
    }
    if (tasks.length > 0) {
      const atIt = new Set(tasks)
      const longer = setInterval(() => {
        prolongTasks(portal, [...atIt], needs.taskLease).catch((error: unknown) =>
          needs.log.warn({ portalId, err: error, next: 'the same again' }, 'a claim of tasks could not be prolonged'),
        )
      }, needs.taskLease / 3)
      await Promise.all(tasks.map((task) => doTask(portal, task, signal).finally(() => atIt.delete(task)))).finally(
        () => clearInterval(longer),
      )
    }
    const wait = await untilNextTask(portal, without)
    if (spare > 0) return { again: Math.min(spare, wait ?? spare) }
    return wait === null ? undefined : { again: wait }
  }

  /** Throws only where what became of it could not be stored. */
  async function doTask(portal: PortalDatabase, task: ClaimedTask, signal: AbortSignal): Promise<void> {
    let more: Awaited<ReturnType<TaskHandler>>
    try {
      more = await (needs.tasks[task.kind] as TaskHandler)(task, signal)
    } catch (error) {
      const plan = planRetry(error, task, needs)
      const { kind, key, portalId } = task
      tellTrouble(needs.log, names[kind], { portalId, task: kind, key }, error, plan)
      return putTaskOff(portal, task, plan)
    }
    if (more) await repeatTask(portal, task, { delay: more.again, data: more.data ?? null })
    else await endTask(portal, task)
  }
}
