import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../relay/store/database.ts'
import { rounded } from '../load/figures.ts'
import type { Stage } from './perform.ts'

/** Milliseconds. */
const longest = 180_000

/** Waits until the relay has worked off what it took in, so that it does not compete with what is measured next. */
export async function workedOff(stage: Stage, database: Database, table: 'inbox' | 'hubspot_event'): Promise<void> {
  const begun = Date.now()
  const open = async () => {
    const [row] = await database.query<{ count: number }>(
      `select count(*)::int as count from ${table} where done_at is null`,
    )
    return row?.count ?? 0
  }
  const first = await open()
  while ((await open()) > 0) {
    if (Date.now() - begun > longest) throw new Error(`${table} was not worked off within three minutes`)
    await wait(250)
  }
  const seconds = (Date.now() - begun) / 1_000
  if (first > 0) {
    stage.say(`worked off the ${first} left over in ${rounded(seconds, 1)} s: ${rounded(first / seconds)}/s`)
  }
}
