import type { Logger } from 'pino'
import { mendDeliveryTimes } from '../message/mend-delivery-times.ts'
import type { Database } from '../store/database.ts'
import { mendTimes } from '../store/mend-times.ts'
import { readInstant } from '../store/read-instant.ts'

export interface WatchClocksNeeds {
  database: Database
  log: Logger
  now: () => Date
}

/** Milliseconds between two looks. */
const every = 5_000
/** Milliseconds by which clocks may differ, and a look may come late, before anybody is told. */
const tolerance = 5_000
/** Milliseconds by which the database's clock was set, at least, when its rows are put right; that takes whole tables. */
const jump = 2_000

/**
 * Tells a person when the clocks of this process and the database are apart, and when this process stood still for so
 * long that others took over what it had claimed. What is due goes by the database's clock alone; what that clock left
 * behind when it was ahead is put right.
 */
export function createWatchClocks({ database, log, now }: WatchClocksNeeds) {
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  let apart = false
  // Not by the date, which is what may be wrong.
  let lookedAt = performance.now()
  // By how much the database's clock is ahead of this process's own count, when rows were put right last.
  let offset = NaN
  let mends = 0

  function look(): void {
    const late = performance.now() - lookedAt - every
    lookedAt = performance.now()
    if (late > tolerance) {
      const seconds = Math.round(late / 1_000)
      log.warn(
        { seconds },
        `this relay stood still for ${seconds} s: its machine was suspended or has too much to do. What it had begun may be in doubt, and is asked about`,
      )
    }
    looking = watch().catch(() => {
      // That the database does not answer is told by whoever needs it.
    })
  }

  async function watch(): Promise<void> {
    await compare()
    if (mends === 0) return
    const rows = (await mendTimes(database)) + (await mendDeliveryTimes(database))
    mends -= 1
    if (rows > 0) log.warn({ rows }, "what was put off while the database's clock was ahead is due now")
  }

  async function compare(): Promise<void> {
    const asked = performance.now()
    const at = await readInstant(database)
    const took = performance.now() - asked
    if (took > tolerance / 2) return
    const ahead = at.getTime() - asked - took / 2
    if (!(Math.abs(ahead - offset) < jump)) {
      offset = ahead
      // Twice, since what was under way when the clock was set may be stored after the first time.
      mends = 2
    }
    const seconds = Math.round((now().getTime() - at.getTime() - took / 2) / 1_000)
    const wrong = Math.abs(seconds) * 1_000 > tolerance
    if (wrong && !apart) {
      log.warn(
        { seconds },
        `this relay's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the database's: set both by a time service. Messages leave by the database's clock, but signatures are judged by this one`,
      )
    }
    if (!wrong && apart) log.info("this relay's clock and the database's agree again")
    apart = wrong
  }

  return {
    start() {
      lookedAt = performance.now() - every
      look()
      timer = setInterval(look, every)
    },
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
