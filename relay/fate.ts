import type { Logger } from 'pino'
import { Invalid, Permanent, Temporary, Unverified } from './errors.ts'
import type { JobFate } from './store/jobs.ts'

/**
 * Decides a job's fate by the class of what it threw, and by nothing else: `Temporary` again later, `Permanent` and
 * `Invalid` before a person; anything else is our bug, tried a few times by the queue and alarmed each time.
 */
export async function fate(name: string, log: Logger, work: () => Promise<void>): Promise<JobFate> {
  try {
    await work()
    return { fate: 'done' }
  } catch (error) {
    if (error instanceof Temporary) {
      log.warn({ job: name, code: error.code, reason: error.message }, 'job put off; it is tried again')
      return { fate: 'retry', reason: error.code }
    }
    if (error instanceof Permanent || error instanceof Invalid || error instanceof Unverified) {
      log.error({ job: name, err: error }, 'job parked; a person must look at it')
      return { fate: 'park', reason: error.message }
    }
    log.error({ job: name, err: error }, 'job failed by a fault of the relay; it is tried again')
    return { fate: 'retry', reason: error instanceof Error ? error.message : String(error) }
  }
}
