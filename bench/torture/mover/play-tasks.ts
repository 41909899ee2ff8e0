import { createFallBack } from '../../../relay/follow/fall-back.ts'
import { createReconcile } from '../../../relay/send/reconcile.ts'
import { claimTasks, endTask, repeatTask, type ClaimedTask } from '../../../relay/store/jobs/claim-tasks.ts'
import type { Task, TaskHandler } from '../../../relay/store/jobs/tasks.ts'
import { moveNeeds, silent, type PlayedWorld } from './played-world.ts'

/** Milliseconds. */
const taskLease = 3_000
const putOff = 300

/** What is to be done by now for an account: doubts are asked about, and messages go down their ladders. */
export async function playTasks(world: PlayedWorld, portalId: string): Promise<void> {
  const portal = world.database.forPortal(portalId)
  const needs = {
    ...moveNeeds,
    database: world.database,
    accounts: world.accounts,
    fetch,
    now: () => new Date(),
    settle: world.settle,
    log: silent,
    wake: () => undefined,
  }
  async function end(task: ClaimedTask, more: Awaited<ReturnType<TaskHandler>>): Promise<void> {
    if (more) await repeatTask(portal, task, { delay: more.again, data: more.data ?? null })
    else await endTask(portal, task)
  }

  const reconcile = createReconcile(needs)
  const fallBack = createFallBack(needs)
  for (const task of await claimTasks(portal, { limit: 40, lease: taskLease, without: [] })) {
    if (task.kind === 'reconcile-delivery') {
      const asked = reconcile(task as Task<'reconcile-delivery'>, new AbortController().signal)
      await end(task, await asked.catch(() => ({ again: putOff })))
    } else {
      await end(task, await fallBack(task as Task<'fall-back'>, new AbortController().signal))
    }
  }
}
