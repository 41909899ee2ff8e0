import { endOverdue } from '../../../relay/send/end-overdue.ts'
import { moveNeeds, silent, type PlayedWorld } from './played-world.ts'

/** Claims whose time is up become doubts, and doubts that last let others pass. */
export async function playOverdue(world: PlayedWorld): Promise<void> {
  await endOverdue({
    ...moveNeeds,
    database: world.database,
    lines: world.lines,
    settle: world.settle,
    letPass: world.letPass,
    log: silent,
    // No line is paused for what fails here.
    pauseRule: { percent: 101, least: 1_000_000, minutes: 1 },
  })
}
