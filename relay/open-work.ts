import type { Logger } from 'pino'
import { planRetry, tellTrouble } from './retry.ts'
import type { Database } from './store/database.ts'
import { openJobs, type Jobs } from './store/jobs/jobs.ts'
import { openListen, type Listen } from './store/listen.ts'

/** Queues and what wakes their workers. A job that fails is told and tried again by the one rule. */
export async function openWork(needs: {
  database: Database
  log: Logger
  random: () => number
  retryMost: number
}): Promise<{ jobs: Jobs; listen: Listen }> {
  const { database, log } = needs
  const listen = openListen({
    url: database.url,
    onError: (error) =>
      log.warn(
        { err: error, next: 'another connection' },
        'nothing is heard from other processes; it looks more often',
      ),
  })
  const jobs = await openJobs({
    database,
    listen,
    onError: (error) => log.error({ err: error }, 'the job queue cannot reach the database; it keeps trying'),
    onFailure({ queue, portalId, error, backoff }) {
      const plan = { ...planRetry(error, { tries: 0, backoff }, needs), parked: false }
      tellTrouble(log, 'a job', { queue, portalId }, error, plan)
      return plan
    },
  }).catch(async (error: unknown) => {
    await listen.close()
    throw error
  })
  return { jobs, listen }
}
