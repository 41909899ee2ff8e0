import { endOverdue } from '../../../relay/send/end-overdue.ts'
import { moveNeeds, silent, type PlayedWorld } from './played-world.ts'

/** Claims whose time is up become doubts, and doubts that last let others pass. */
export async function playOverdue(world: PlayedWorld): Promise<void> {
  await endOverdue({
    ...moveNeeds,
    database: world.database,
    accounts: world.accounts,
    settle: world.settle,
    letPass: world.letPass,
    log: silent,
  })
}
