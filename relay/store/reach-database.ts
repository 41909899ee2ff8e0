import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { Invalid } from '../errors.ts'
import { judgeDatabase } from './judge-database.ts'

/** Hears what is waited for at a start: what, and what is tried next and when. */
export type Tell = (fields: object, message: string) => void

/** Milliseconds: for one look, between the first two, between later ones, and for all of it. */
const pace = { look: 5_000, first: 250, longest: 5_000, all: 60_000 }

/** Milliseconds that a start may wait for its database; how often it is looked for. Shorter in tests. */
type Pace = Partial<typeof pace>

/**
 * Waits until the database takes what a relay stores, or says in one sentence why it does not: at once where waiting
 * cannot help, else after a minute of tries that are told one by one.
 * @throws `Invalid`, for whoever starts the relay
 */
export async function reachDatabase(url: string, tell: Tell, options: Pace = {}): Promise<void> {
  const limits = { ...pace, ...options }
  const begun = performance.now()
  for (let pause = limits.first; ; pause = Math.min(limits.longest, pause * 2)) {
    const trouble = await look(url, limits.look)
    if (!trouble) return
    const left = limits.all - (performance.now() - begun)
    if (!trouble.passes || left <= 0) throw new Invalid('no_database', trouble.sentence)
    const fields = { code: trouble.code, reason: trouble.sentence, next: 'connect', in: pause, left: Math.round(left) }
    tell(fields, 'the database cannot be used yet; it is tried again')
    await wait(pause)
  }
}

/** Why a database cannot be used, and whether that may pass by itself. */
export interface Trouble {
  code: string
  sentence: string
  passes: boolean
}

async function look(url: string, limit: number): Promise<Trouble | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'homing start',
    connectionTimeoutMillis: limit,
    query_timeout: limit,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await judgeDatabase(client)
  } catch (error) {
    return troubleOf(error, new URL(url))
  } finally {
    // Whoever does not answer does not say goodbye either.
    void client.end().catch(() => undefined)
  }
}

function troubleOf(error: unknown, { host, pathname, username }: URL): Trouble {
  const { code = '', message } = error as { code?: string; message: string }
  const name = decodeURIComponent(pathname.slice(1))
  const passes = (sentence: string): Trouble => ({ code: code || 'silent', sentence, passes: true })
  const stays = (sentence: string): Trouble => ({ code, sentence, passes: false })
  switch (code) {
    case 'ECONNREFUSED':
      return passes(`No PostgreSQL listens at ${host}. Start it, or mend DATABASE_URL.`)
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return passes(`The name of the database's server, ${host}, is not known here. Mend DATABASE_URL or the network.`)
    case '53300':
      return passes(
        `The database at ${host} has no connection left. Raise its max_connections (a relay takes up to 20), or end those who hold them.`,
      )
    case '57P03':
      return passes(`The PostgreSQL at ${host} is starting or stopping. If that does not end, look into its log.`)
    case '55000':
      return passes(`The database "${name}" at ${host} lets nobody in: allow connections to it. It says: ${message}.`)
    case '28P01':
    case '28000':
      return stays(
        `The PostgreSQL at ${host} does not let "${decodeURIComponent(username)}" in: ${message}. Mend user and password in DATABASE_URL, or the server's pg_hba.conf.`,
      )
    case '3D000':
      return stays(`There is no database "${name}" at ${host}. Make it with: create database "${name}" encoding 'UTF8'`)
    case '42501':
      return stays(`The database "${name}" does not let "${decodeURIComponent(username)}" in: ${message}.`)
    default:
      if (/timeout|timed? ?out/i.test(message) || code === 'ETIMEDOUT') {
        return passes(
          `What listens at ${host} does not answer as PostgreSQL would. Is it frozen, another program, or behind a firewall? Mend it, or DATABASE_URL.`,
        )
      }
      return passes(`The database at ${host} cannot be used: ${message}.`)
  }
}
