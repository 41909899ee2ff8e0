import pg from 'pg'
import type { Cluster } from './cluster.ts'
import { lockUp } from './lock-up.ts'

/** Every process that uses the embedded server holds this lock, shared, in the database "postgres". */
const USERS_LOCK = 7_206_411_001

/** Answers that pass by themselves: not yet up, going down, reset on the way. */
const PASSING = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300', '08006'])

/** The password is another one. */
const REFUSED = '28P01'

/**
 * Connects to the server of this cluster as its keeper and counts itself among its users. The server itself ends the
 * count when the process dies, so no lock file can go stale. A reason where it does not let us in and may do so later.
 */
export const joinServer = async (
  cluster: Cluster,
  port: number,
): Promise<{ keeper: pg.Client } | { reason: string }> => {
  // The second is how an older Homing left it; meanwhile another opener may have given it the first.
  for (const password of [cluster.password, cluster.productPassword]) {
    const joined = await join(cluster, port, password)
    if (!('refused' in joined)) return joined
  }
  const joined = await join(cluster, port, cluster.password)
  if (!('refused' in joined)) return joined
  throw new Error(
    `The embedded PostgreSQL on port ${port} has another superuser password than its folder keeps. Put back the file superuser-password beside ${cluster.data}.`,
  )
}

const join = async (
  cluster: Cluster,
  port: number,
  password: string,
): Promise<{ keeper: pg.Client } | { reason: string } | { refused: true }> => {
  const keeper = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    application_name: 'homing keeper',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // Listened to for as long as it lives: a connection may report more than one error before it ends.
  const failure = new Promise<'failed'>((resolve) => keeper.on('error', () => resolve('failed')))
  try {
    await keeper.connect()
    const { rows } = await keeper.query<{ data_directory: string }>('show data_directory')
    if (rows[0]?.data_directory !== cluster.data) throw new Error(`Port ${port} belongs to another PostgreSQL server.`)
    const locked = await Promise.race([keeper.query(`select pg_advisory_lock_shared(${USERS_LOCK})`), failure])
    if (locked === 'failed') return { reason: 'the connection ended' }
    await lockUp(keeper, cluster, password !== cluster.password)
    return { keeper }
  } catch (error) {
    void keeper.end().catch(() => undefined)
    const { code, message } = error as { code?: string; message: string }
    if (code === REFUSED) return { refused: true }
    if (PASSING.has(code ?? '') || /Connection terminated|timeout expired/i.test(message)) {
      return { reason: /timeout/i.test(message) ? 'it does not answer' : message }
    }
    throw new Error(`The embedded PostgreSQL on port ${port} did not let Homing in: ${message}`, { cause: error })
  }
}

/** Leaves the users of the server; true when nobody else is left, and from then on nobody can join this server. */
export const leaveServer = async (keeper: pg.Client): Promise<boolean> => {
  await keeper.query(`select pg_advisory_unlock_shared(${USERS_LOCK})`)
  const { rows } = await keeper.query<{ last: boolean }>(`select pg_try_advisory_lock(${USERS_LOCK}) as last`)
  return rows[0]?.last === true
}
