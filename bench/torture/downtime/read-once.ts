import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '../../../relay/store/database.ts'
import type { Stage } from '../../stage/perform.ts'

/** Waits until every line's history has been read for the first time, so that it is known where now is. */
export async function readOnce(stage: Stage, databaseUrl: string, lines: number): Promise<void> {
  const database = openDatabase({ url: databaseUrl, size: 1, onError: (error) => stage.say(error.message) })
  try {
    for (const begun = Date.now(); ; await wait(100)) {
      const [row] = await database.query<{ read: number }>('select count(cursor)::int as read from line')
      if (row?.read === lines) return
      if (Date.now() - begun > 30_000) throw new Error(`only ${row?.read} of ${lines} histories have been read`)
    }
  } finally {
    await database.close()
  }
}
