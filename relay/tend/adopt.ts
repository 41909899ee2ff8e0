import type { Logger } from 'pino'
import { adoptDeliveries } from '../message/adopt-deliveries.ts'
import { joinSpellings } from '../message/join-spellings.ts'
import type { Provider } from '../providers/provider.ts'
import { adoptJobs } from '../store/jobs/adopt-jobs.ts'
import type { Database } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { resumeDeliveries } from '../store/inbox/resume-deliveries.ts'

export interface AdoptNeeds {
  database: Database
  jobs: Jobs
  providers: ReadonlyMap<string, Provider>
  log: Logger
}

/** Milliseconds between two looks. */
const lookEvery = 60_000

/**
 * While relays are replaced one after the other, those of the version before go on writing in their own way, and know other lines:
 * that is taken over.
 */
export function createAdopt({ database, jobs, providers, log }: AdoptNeeds) {
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  async function adopt(): Promise<void> {
    const [deliveries, old] = await database.transaction(async (tx) => [
      await adoptDeliveries(tx, jobs),
      await adoptJobs(tx),
    ])
    const conversations = await joinSpellings(database)
    const resumed = await resumeDeliveries(database, [...providers.keys()])
    jobs.hintAll('work-off-inbox', resumed)
    jobs.hintAll('match-replies', resumed)
    if (deliveries + old + conversations > 0)
      log.info({ deliveries, jobs: old, conversations }, 'taken over from a relay of the version before')
  }

  function look(): void {
    looking = adopt().catch((error: unknown) =>
      log.error({ err: error, next: 'the same again', in: lookEvery }, 'could not look for what an older relay left'),
    )
  }

  return {
    start(): void {
      look()
      timer = setInterval(look, lookEvery)
    },
    async stop(): Promise<void> {
      clearInterval(timer)
      await looking
    },
  }
}
