import pg from 'pg'

/** What runs a statement. Values are positional. */
export interface Db {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
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
  /** Commits what `work` did, or nothing of it. */
  transaction<T>(work: (tx: PortalDb) => Promise<T>): Promise<T>
}

export interface Database extends WideDb {
  forPortal(portalId: string): PortalDatabase
  /** Commits what `work` did, or nothing of it. */
  transaction<T>(work: (tx: WideDb) => Promise<T>): Promise<T>
  url: string
  close(): Promise<void>
}

const afterCommits = new WeakMap<Db, (() => void)[]>()

/** Runs `work` once this transaction is committed, and never if it is not. */
export function onCommit(tx: Db, work: () => void): void {
  afterCommits.get(tx)?.push(work)
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
  /** What each connection sees outside of transactions; nothing, if it is not in here. */
  const scopes = new WeakMap<pg.PoolClient, string>()

  function seeing(scope: string): Db {
    return {
      async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
        const client = await pool.connect()
        let broken: Error | undefined
        try {
          if (scopes.get(client) !== scope) {
            scopes.delete(client)
            await client.query(`select set_config('homing.portal', $1, false)`, [scope])
            scopes.set(client, scope)
          }
          return (await client.query<Row>(text, values)).rows
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

  async function transaction<T>(scope: string, work: (handles: Handles) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    const { handles, committed, ended } = handlesOf(client, scope)
    let broken: Error | undefined
    try {
      // What it sees is said in the same round trip, and forgotten when the transaction ends, however that is.
      await client.query(scopes.get(client) === scope ? 'begin' : `begin; set local homing.portal = '${scope}'`)
      const result = await work(handles)
      await ended()
      await client.query('commit')
      committed()
      return result
    } catch (error) {
      await ended()
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError
      })
      throw error
    } finally {
      // A connection that could not roll back must not serve anyone else.
      client.release(broken)
    }
  }

  return {
    ...seeing(everything),
    transaction: (work) => transaction(everything, ({ wide }) => work(wide)),
    forPortal: (portalId) => ({
      ...boundTo(portalId, seeing),
      transaction: (work) => transaction(portalId, ({ forPortal }) => work(forPortal(portalId))),
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
function handlesOf(client: pg.PoolClient, scope: string) {
  const after: (() => void)[] = []
  let seen = scope
  let last: Promise<unknown> = Promise.resolve()
  let over = false

  function seeing(wanted: string): Db {
    return {
      query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
        // The connection may be another's by now.
        if (over) return Promise.reject(new Error('This transaction is over.'))
        // One after the other, or what is seen could change between the saying and the asking.
        const rows = last.then(async () => {
          if (seen !== wanted) await client.query(`set local homing.portal = '${wanted}'`)
          seen = wanted
          return (await client.query<Row>(text, values)).rows
        })
        last = rows.catch(() => undefined)
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
