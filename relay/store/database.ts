import pg from 'pg'
import { askConnection } from './ask-connection.ts'
import { DatabaseSilent } from './database-silent.ts'
import { patience as ordinary, type Patience } from './patience.ts'

/** What runs a statement. Values are positional. */
export interface Db {
  /** `leaving` is called when a connection is there, right before the statement is sent: it sees whatever was committed by then. */
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: unknown[],
    leaving?: () => void,
  ): Promise<Row[]>
}

/** Sees every account: the pool, or one transaction. Only for work that is of no single account. */
export interface WideDb extends Db {
  /** The same for one account; of a transaction, in that transaction. */
  forPortal(portalId: string): PortalDb
}

const bound = Symbol('bound to one account')

/** Sees one account, whatever a statement says: the database itself holds back the rows of all others. */
export interface PortalDb extends Db {
  readonly portalId: string
  readonly [bound]: true
}

export interface PortalDatabase extends PortalDb {
  /** Commits what `work` did, or nothing of it. `statement` is how long each of its statements may take, in milliseconds. */
  transaction<T>(work: (tx: PortalDb) => Promise<T>, options?: { statement: number }): Promise<T>
}

export interface Database extends WideDb {
  forPortal(portalId: string): PortalDatabase
  /** Commits what `work` did, or nothing of it. `statement` is how long each of its statements may take, in milliseconds. */
  transaction<T>(work: (tx: WideDb) => Promise<T>, options?: { statement: number }): Promise<T>
  url: string
  close(): Promise<void>
}

const afterCommits = new WeakMap<Db, (() => void)[]>()

/** Runs `work` once this transaction is committed, and never if it is not; at once where this is none. */
export function onCommit(tx: Db, work: () => void): void {
  const after = afterCommits.get(tx)
  if (after) after.push(work)
  else work()
}

// Ids are compared and sent as digits; a JavaScript number would lose the last ones.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, (value) => value)

/**
 * A few rows are looked for by their keys, here always, and by the same way for every account: of one that has just come the
 * planner knows nothing, and would take any index that begins with the account for as good as the key.
 */
const planning = 'set enable_seqscan = off; set random_page_cost = 1.1; set plan_cache_mode = force_generic_plan; '

/** A statement was prepared for a table that has other columns now (0A000), or is known no more (26000). */
function isOutdated(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '0A000' || error.code === '26000')
}

/**
 * A pool of connections. `onError` hears of idle connections that broke; the pool replaces them. Nothing that is asked
 * waits for ever, also where the other end is gone without a word or a lock is not given back.
 */
export function openDatabase(options: {
  url: string
  size?: number
  patience?: Partial<Patience>
  onError: (error: Error) => void
}): Database {
  const patience = { ...ordinary, ...options.patience }
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.size ?? 12,
    connectionTimeoutMillis: patience.connect,
    query_timeout: patience.statement + patience.silence,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'homing',
    types,
  })
  pool.on('error', options.onError)
  pool.on('connect', (client) => {
    client.on('error', options.onError)
    // Said in a statement, before any other: a pooler in between would refuse it as a parameter of the connection.
    const limits = `${planning}set statement_timeout = ${patience.statement}; set idle_in_transaction_session_timeout = ${patience.idle}`
    client.query(limits).catch(options.onError)
  })
  /** What each connection sees outside of transactions; nothing, if it is not in here. */
  const scopes = new WeakMap<pg.PoolClient, string>()

  function seeing(scope: string): Db {
    return {
      async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = [], leaving?: () => void) {
        const client = await pool.connect()
        let broken: Error | undefined
        try {
          if (scopes.get(client) !== scope) {
            scopes.delete(client)
            await askConnection(client, { text: `select set_config('homing.portal', $1, false)`, values: [scope] })
            scopes.set(client, scope)
          }
          leaving?.()
          return await askConnection<Row>(client, { text, values })
        } catch (error) {
          broken = error as Error
          throw error
        } finally {
          // A connection on which something failed serves nobody else.
          client.release(broken)
        }
      },
    }
  }

  async function transaction<T>(
    scope: string,
    work: (handles: Handles) => Promise<T>,
    { statement }: { statement?: number } = {},
  ): Promise<T> {
    const client = await pool.connect()
    const limit = statement === undefined ? {} : { query_timeout: statement + patience.silence }
    const { handles, committed, ended } = handlesOf(client, scope, limit)
    let broken: Error | undefined
    try {
      // What it sees is said in the same round trip, and forgotten when the transaction ends, however that is.
      const seen = scopes.get(client) === scope ? '' : `; set local homing.portal = '${scope}'`
      const longer = statement === undefined ? '' : `; set local statement_timeout = ${statement}`
      await askConnection(client, { text: `begin${seen}${longer}` })
      const result = await work(handles)
      await ended()
      await askConnection(client, { text: 'commit' })
      committed()
      return result
    } catch (error) {
      await ended()
      // Whoever says nothing does not hear of it either; the server takes back what belonged to a connection that is gone.
      if (error instanceof DatabaseSilent || isOutdated(error)) broken = error as Error
      else {
        await askConnection(client, { text: 'rollback' }).catch((rollbackError: Error) => {
          broken = rollbackError
        })
      }
      throw error
    } finally {
      // A connection that could not roll back must not serve anyone else.
      client.release(broken)
    }
  }

  return {
    ...seeing(everything),
    transaction: (work, limits) => transaction(everything, ({ wide }) => work(wide), limits),
    forPortal: (portalId) => ({
      ...boundTo(portalId, seeing),
      transaction: (work, limits) => transaction(portalId, ({ forPortal }) => work(forPortal(portalId)), limits),
    }),
    url: options.url,
    close: () => pool.end(),
  }
}

/** What a connection's `homing.portal` says where it sees all accounts; otherwise it says the one. Every policy reads it. */
const everything = '*'

function boundTo(portalId: string, seeing: (scope: string) => Db): PortalDb {
  // It becomes part of a statement, and must never be the word for everything.
  // Under 0, which no account has, stands what is of the relay itself.
  if (!/^(0|[1-9]\d{0,18})$/.test(portalId)) throw new Error(`${JSON.stringify(portalId)} is not the id of an account.`)
  return { ...seeing(portalId), portalId, [bound]: true }
}

interface Handles {
  wide: WideDb
  forPortal(portalId: string): PortalDb
}

/** What one transaction's work is given. `scope` is what the transaction sees from its beginning. */
function handlesOf(client: pg.PoolClient, scope: string, limit: { query_timeout?: number }) {
  const after: (() => void)[] = []
  let seen = scope
  let last: Promise<unknown> = Promise.resolve()
  let over = false
  let silent: DatabaseSilent | undefined

  function seeing(wanted: string): Db {
    return {
      query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = [], leaving?: () => void) {
        // The connection may be another's by now.
        if (over) return Promise.reject(new Error('This transaction is over.'))
        // One after the other, or what is seen could change between the saying and the asking.
        const rows = last.then(async () => {
          if (silent) throw silent
          if (seen !== wanted) await askConnection(client, { text: `set local homing.portal = '${wanted}'` })
          seen = wanted
          leaving?.()
          return askConnection<Row>(client, { text, values, ...limit })
        })
        last = rows.catch((error: unknown) => {
          if (error instanceof DatabaseSilent) silent = error
        })
        return rows
      },
    }
  }
  function heard<Handle extends Db>(handle: Handle): Handle {
    afterCommits.set(handle, after)
    return handle
  }
  const forPortal = (portalId: string) => heard(boundTo(portalId, seeing))
  const handles: Handles = { wide: heard({ ...seeing(everything), forPortal }), forPortal }
  return {
    handles,
    committed: () => after.forEach((work) => work()),
    async ended() {
      over = true
      await last
    },
  }
}
