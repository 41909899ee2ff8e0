import pg from 'pg'

/** What runs a statement: the pool, or one transaction. Values are positional. */
export interface Db {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
}

export interface Database extends Db {
  /** Commits what `work` did, or nothing of it. */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>
  url: string
  close(): Promise<void>
}

const afterCommits = new WeakMap<Db, (() => void)[]>()

/** Runs `work` once this transaction is committed, and never if it is not. */
export function onCommit(tx: Db, work: () => void): void {
  const waiting = afterCommits.get(tx)
  if (waiting) waiting.push(work)
  else afterCommits.set(tx, [work])
}

// Ids are compared and sent as digits; a JavaScript number would lose the last ones.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, (value) => value)

/** A pool of connections. `onError` hears of idle connections that broke; the pool replaces them. */
export function openDatabase(options: { url: string; size?: number; onError: (error: Error) => void }): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size ?? 12,
    connectionTimeoutMillis: 10_000,
    application_name: 'homing',
    types,
  })
  pool.on('error', options.onError)
  pool.on('connect', (client) => client.on('error', options.onError))

  return {
    url: options.url,
    async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      return (await pool.query<Row>(text, values)).rows
    },
    async transaction<T>(work: (tx: Db) => Promise<T>) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query('begin')
        const tx: Db = {
          async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
            return (await client.query<Row>(text, values)).rows
          },
        }
        const result = await work(tx)
        await client.query('commit')
        for (const after of afterCommits.get(tx) ?? []) after()
        return result
      } catch (error) {
        await client.query('rollback').catch((rollbackError: Error) => {
          broken = rollbackError
        })
        throw error
      } finally {
        // A connection that could not roll back must not serve anyone else.
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}
