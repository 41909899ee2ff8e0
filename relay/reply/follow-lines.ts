import type { Logger } from 'pino'
import type { Accounts } from '../account/account.ts'
import type { Provider } from '../providers/provider.ts'
import type { Database } from '../store/database.ts'
import { readLinesBy, type StandingLine } from '../store/line/read-lines-by.ts'

export interface FollowLinesNeeds {
  database: Database
  accounts: Pick<Accounts, 'onChange'>
  providers: ReadonlyMap<string, Provider>
  log: Logger
}

/** Milliseconds between two looks when nobody says that something has changed. */
const slow = 5_000

/**
 * Which lines there are whose providers keep a history, told to `follow` now, whenever somebody has changed settings, and from time to time:
 * what is said may be missed.
 */
export function followLines(needs: FollowLinesNeeds, follow: (lines: StandingLine[]) => Promise<void>) {
  const names = [...needs.providers].flatMap(([name, { since }]) => (since ? [name] : []))
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | null = null
  let again = false
  let silent = false
  let stopped = true

  async function look(): Promise<void> {
    try {
      await follow(await readLinesBy(needs.database, names))
      silent = false
    } catch (error) {
      // Once for each outage; it looks again all the while.
      if (!silent)
        needs.log.error({ err: error, next: 'the same again', in: slow }, 'could not look which lines there are')
      silent = true
    }
  }

  function lookNow(): void {
    if (stopped) return
    clearTimeout(timer)
    again = looking !== null
    looking ??= look().finally(() => {
      looking = null
      if (again) lookNow()
      else if (!stopped) timer = setTimeout(lookNow, slow)
    })
  }

  needs.accounts.onChange(lookNow)
  return {
    start(): void {
      stopped = false
      lookNow()
    },
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      await looking
    },
  }
}
