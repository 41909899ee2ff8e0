import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Database } from './database.ts'

/** Milliseconds: how long an answer counts, and how long one look may take. */
const counts = 1_000
const limit = 2_500

/** What is missing, by PostgreSQL's word for it. */
const missingBy: Record<string, string> = {
  '25006': 'writable_database',
  '53100': 'disk_space',
  '53300': 'database_connections',
}

class TakenBack extends Error {}

/**
 * Answers what is missing to store anything, or nothing: `database`, `writable_database` (it is a standby or was set
 * read-only), `disk_space` or `database_connections`. A table with a row is made and taken back, since only what needs
 * new room on the disk shows that there is some; whoever asks again within a second hears the same. A change is logged.
 */
export function createStoring(database: Database, log: Logger): () => Promise<string[]> {
  let answered = -Infinity
  let answer: Promise<string[]> | undefined
  let trying: Promise<void> | undefined
  let told = ''

  async function store(): Promise<void> {
    const name = `homing_probe_${randomBytes(8).toString('hex')}`
    await database
      .transaction(
        async (tx) => {
          await tx.query(`create table ${name} (filled integer)`)
          await tx.query(`insert into ${name} values (1)`)
          throw new TakenBack()
        },
        { statement: limit },
      )
      .catch((error: unknown) => {
        if (!(error instanceof TakenBack)) throw error
      })
  }

  async function look(): Promise<string[]> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${limit} ms`)), limit)
    })
    try {
      // One that hangs is not joined by another: the pool has better uses for its connections.
      trying ??= store().finally(() => (trying = undefined))
      await Promise.race([trying, late])
      return tell([], null)
    } catch (error) {
      const { code = '' } = error as { code?: string }
      // Tables may be made by another role than by the relay's own: then it cannot be asked, and may well store.
      if (code === '42501') return tell([], null)
      return tell([missingBy[code] ?? 'database'], error as Error)
    } finally {
      clearTimeout(timer)
    }
  }

  function tell(missing: string[], error: Error | null): string[] {
    const now = missing.join()
    if (now !== told && error) {
      const { code } = error as { code?: string }
      const fields = { missing, code, reason: error.message, next: 'store', in: counts }
      log.warn(fields, 'nothing can be stored, so the relay is not ready; each probe tries it again')
    } else if (now !== told) log.info('the database stores again; the relay is ready')
    told = now
    return missing
  }

  return () => {
    if (answer && performance.now() - answered < counts) return answer
    answered = Infinity
    answer = look().finally(() => (answered = performance.now()))
    return answer
  }
}
