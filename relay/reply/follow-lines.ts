import type { Logger } from 'pino'
import type { Accounts } from '../account/account.ts'
import type { Provider } from '../providers/provider.ts'
import type { Database } from '../store/database.ts'
import { readSaved } from '../store/account/read-saved.ts'
import { readLinesBy, type StandingLine } from '../store/line/read-lines-by.ts'

export interface FollowLinesNeeds {
  database: Database
  accounts: Pick<Accounts, 'onChange'>
  providers: ReadonlyMap<string, Provider>
  log: Logger
}

/** Milliseconds between two looks when nobody says that something has changed. */
const slow = 5_000
/** And between two at the lines of all accounts: another relay that starts with others in its environment moves no clock. */
const whole = 60_000

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
  let known: StandingLine[] = []
  /** The clock of settings as of `known`; null: all is to be read. */
  let clock: string | null = null
  let wholeAt = Number.NEGATIVE_INFINITY

  /** Only what was saved since the last time, or a save would cost as much as there are lines. */
  async function read(): Promise<StandingLine[]> {
    const isWhole = clock === null || performance.now() - wholeAt >= whole
    const now = await readSaved(needs.database, isWhole ? null : clock)
    if (isWhole) {
      known = await readLinesBy(needs.database, names)
      wholeAt = performance.now()
    } else if (now.saved.length > 0) {
      const changed = new Set(now.saved.map(({ portalId }) => portalId))
      const anew = await readLinesBy(needs.database, names, [...changed])
      known = [...known.filter(({ portalId }) => !changed.has(portalId)), ...anew]
    }
    clock = now.clock
    return known
  }

  async function look(): Promise<void> {
    try {
      await follow(await read())
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
