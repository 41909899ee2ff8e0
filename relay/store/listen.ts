import pg from 'pg'
import type { Db } from './database.ts'

/** What processes call to each other: there is something to do. Only a hint: whoever does not hear it looks from time to time. */
export interface Listen {
  /** Calls `hear` whenever somebody said the word, and whenever something may have been missed. */
  onWord(word: string, hear: () => void): void
  /** Whether it hears at this moment. */
  hears(): boolean
  close(): Promise<void>
}

/** Where it is said. A statement may say a word itself: `pg_notify('homing', 'deliver')`. */
const channel = 'homing'
/** Milliseconds between two tries to connect. */
const again = 1_000
/** Milliseconds between two looks whether a connection on which nothing is said is still there, and for the answer. */
const heartbeat = { every: 10_000, limit: 5_000 }

/** Says a word to every process once the transaction is committed. At most once a transaction, since commits wait for each other here. */
export async function notify(tx: Db, word: string): Promise<void> {
  await tx.query('select pg_notify($1, $2)', [channel, word])
}

/** The one connection of this process that listens; where it breaks, another takes its place. */
export function openListen(options: { url: string; beat?: typeof heartbeat; onError: (error: Error) => void }): Listen {
  const beat = options.beat ?? heartbeat
  const hearers = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let hearing = false
  let closed = false
  let told = false

  function tellAll(): void {
    for (const ofWord of hearers.values()) for (const hear of ofWord) hear()
  }

  async function connect(): Promise<void> {
    const mine = new pg.Client({
      connectionString: options.url,
      application_name: 'homing-listen',
      connectionTimeoutMillis: 10_000,
      query_timeout: beat.limit,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    })
    client = mine
    mine.on('error', (error) => lost(mine, error))
    mine.on('end', () => lost(mine, new Error('the connection that listens has ended')))
    mine.on('notification', ({ payload }) => {
      for (const hear of hearers.get(payload ?? '') ?? []) hear()
    })
    try {
      await mine.connect()
      await mine.query(`listen ${channel}`)
      if (client !== mine) return
      hearing = true
      told = false
      // What was said meanwhile, nobody heard.
      tellAll()
      timer = setTimeout(() => void stillThere(mine), beat.every)
    } catch (error) {
      lost(mine, error instanceof Error ? error : new Error(String(error)))
    }
  }

  async function stillThere(mine: pg.Client): Promise<void> {
    try {
      await mine.query('select 1')
      if (client === mine) timer = setTimeout(() => void stillThere(mine), beat.every)
    } catch (error) {
      lost(mine, error instanceof Error ? error : new Error(String(error)))
    }
  }

  function lost(mine: pg.Client, error: Error): void {
    if (client !== mine) return
    client = undefined
    hearing = false
    mine.end().catch(() => undefined)
    if (closed) return
    clearTimeout(timer)
    // Once for each time that it is lost, or a long outage would fill the log.
    if (!told) options.onError(error)
    told = true
    timer = setTimeout(() => void connect(), again)
  }

  void connect()
  return {
    onWord(word, hear) {
      const ofWord = hearers.get(word) ?? new Set()
      hearers.set(word, ofWord.add(hear))
    },
    hears: () => hearing,
    async close() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      hearing = false
      await last?.end().catch(() => undefined)
    },
  }
}
