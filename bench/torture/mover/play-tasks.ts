import { createFallBack } from '../../../relay/send/fall-back.ts'
import { createReconcile } from '../../../relay/send/reconcile.ts'
import { claimTasks, endTask, repeatTask } from '../../../relay/store/claim-tasks.ts'
import type { Task } from '../../../relay/store/tasks.ts'
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
    lines: world.lines,
    fetch,
    now: () => new Date(),
    settle: 0,
    log: silent,
    wake: () => undefined,
  }
  const reconcile = createReconcile(needs)
  const fallBack = createFallBack(needs)
  for (const task of await claimTasks(portal, { limit: 40, lease: taskLease })) {
    if (task.kind === 'reconcile-delivery') {
      const asked = await reconcile(task as Task<'reconcile-delivery'>, new AbortController().signal).then(
        () => true,
        () => false,
      )
      if (asked) await endTask(portal, task)
      else await repeatTask(portal, task, { delay: putOff, data: null })
    } else {
      const again = await fallBack(task as Task<'fall-back'>, new AbortController().signal)
      if (again) await repeatTask(portal, task, { delay: again.again, data: again.data ?? null })
      else await endTask(portal, task)
    }
  }
}
