import type { Stage } from '../stage/perform.ts'
import type { LoadOrder, LoadReport } from './load-process.ts'
import { openProcess } from './open-process.ts'

/** Load from a process of its own, so that making it takes no time of what is measured. One order at a time. */
export function openLoad(stage: Stage): (order: LoadOrder) => Promise<LoadReport> {
  return openProcess<LoadOrder, LoadReport>(stage, 'load/load-process.ts')
}
