import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../../relay/store/database.ts'
import type { RelayGroup } from '../relay-group.ts'

export interface Trouble {
  /** Processes so far that stood still, and connections that were cut. */
  frozen(): number
  cut(): number
  /** Ends with everybody awake. */
  stop(): Promise<void>
}

/** Milliseconds, at least and at most. */
const between = { freezes: [1_500, 5_000], frozen: [300, 4_000], cuts: [500, 3_000] } as const
const within = ([least, most]: readonly [number, number]) => least + Math.random() * (most - least)

/**
 * Processes that stand still for a while and go on where they were, one or two at a time; and connections on which they listen that
 * are cut, now and then again and again, so that nobody hears anything for seconds.
 */
export function makeTrouble(database: Database, relays: RelayGroup, count: number): Trouble {
  let ended = false
  let [frozen, cuts] = [0, 0]

  async function freeze(): Promise<void> {
    while (!ended) {
      await wait(within(between.freezes))
      const first = Math.floor(Math.random() * count)
      const which = Math.random() < 0.3 ? [first, (first + 1) % count] : [first]
      relays.freeze(which)
      frozen += which.length
      await wait(within(between.frozen))
      relays.thaw(which)
    }
  }

  async function cut(): Promise<void> {
    while (!ended) {
      await wait(within(between.cuts))
      const often = Math.random() < 0.2 ? 20 : 1
      for (let nth = 0; nth < often && !ended; nth += 1) {
        const rows = await database.query<{ cut: boolean }>(
          `select pg_terminate_backend(pid) as cut from pg_stat_activity
           where application_name = 'homing-listen' and datname = current_database()`,
        )
        cuts += rows.length
        if (often > 1) await wait(200)
      }
    }
  }

  const working = Promise.all([freeze(), cut()])
  return {
    frozen: () => frozen,
    cut: () => cuts,
    async stop() {
      ended = true
      await working
    },
  }
}
