import { Client } from 'pg'
import type { RelayGroup } from '../relay-group.ts'
import type { TroubledServer } from './troubled-server.ts'

/** What may be done to the relays' world. */
export interface TroubledWorld {
  server: TroubledServer
  relays: RelayGroup
  /** How wrong the clocks of these relays go, in milliseconds. */
  setClocks(which: number[], off: number): void
}

export interface Trouble {
  /** Seconds it lasts. */
  lasts: number
  /** What a person must be able to read in the relays' log meanwhile, as a warning or an error. */
  told: RegExp
  /** Begins it; the answer ends it. */
  strike(world: TroubledWorld): Promise<() => void | Promise<void>>
}

const all = [0, 1, 2]
const day = 86_400_000
/** Longer than a claim of a provider call, a job, and the doubt about a timeline entry are trusted. */
const pastEveryLease = 26
/** Longer than a relay waits for any statement. */
const pastEveryStatement = 17
const noConnection = /connection (?:broke|terminated)|terminating connection|ECONNRE|Connection terminated/i

/** Every kind of trouble, by name. */
export const troubles = {
  'connections ended': {
    lasts: 4,
    told: noConnection,
    async strike({ server }) {
      const admin = await server.connect()
      const end = () => {
        admin
          .query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'homing'`)
          .catch(() => undefined)
      }
      end()
      const timer = setInterval(end, 700)
      return async () => {
        clearInterval(timer)
        await admin.end()
      }
    },
  },
  'restarted at once': {
    lasts: 4,
    told: noConnection,
    async strike({ server }) {
      server.signal('SIGQUIT')
      return () => undefined
    },
  },
  'connections used up': {
    lasts: 9,
    told: /too many (?:clients|connections)|connection slots/i,
    strike: useUpConnections,
  },
  'read-only': {
    lasts: 6,
    told: /read-only/i,
    async strike({ server }) {
      await server.command('alter system set default_transaction_read_only = on', 'select pg_reload_conf()')
      return () => server.command('alter system reset default_transaction_read_only', 'select pg_reload_conf()')
    },
  },
  'disk full': {
    lasts: 8,
    told: /No space left on device/i,
    async strike({ server }) {
      server.fillDisk()
      return () => server.emptyDisk()
    },
  },
  'server frozen': {
    lasts: pastEveryLease,
    told: /time-?out|timed out/i,
    async strike({ server }) {
      server.freeze()
      return () => server.thaw()
    },
  },
  'a relay frozen': { lasts: pastEveryLease, told: /in doubt|stood still/i, strike: frozen([1]) },
  'all relays frozen': { lasts: pastEveryLease, told: /in doubt|stood still/i, strike: frozen(all) },
  'messages locked': { lasts: pastEveryStatement, told: /time-?out|lock/i, strike: locked('message, delivery') },
  'timeline locked': { lasts: pastEveryStatement, told: /time-?out|lock/i, strike: locked('timeline_entry') },
  "a relay's clock a day ahead": { lasts: 10, told: /clock/i, strike: clocks([0], day) },
  "all relays' clocks a day ahead": { lasts: 10, told: /clock/i, strike: clocks(all, day) },
  "a relay's clock two hours back": { lasts: 10, told: /clock/i, strike: clocks([2], -day / 12) },
  "all relays' clocks two hours back": { lasts: 10, told: /clock/i, strike: clocks(all, -day / 12) },
  "the database's clock a day ahead": { lasts: 10, told: /clock/i, strike: databaseClock('1 day') },
  "the database's clock two hours back": { lasts: 10, told: /clock/i, strike: databaseClock('-2 hours') },
} satisfies Record<string, Trouble>

function frozen(which: number[]): Trouble['strike'] {
  return async ({ relays }) => {
    relays.freeze(which)
    return () => relays.thaw(which)
  }
}

function clocks(which: number[], off: number): Trouble['strike'] {
  return async ({ setClocks }) => {
    setClocks(which, off)
    return () => setClocks(which, 0)
  }
}

function databaseClock(off: string): Trouble['strike'] {
  const say = (value: string) =>
    `create or replace function instant() returns timestamptz language sql stable parallel safe as $$select ${value}$$`
  return async ({ server }) => {
    await server.command(say(`statement_timestamp() + interval '${off}'`))
    return () => server.command(say('statement_timestamp()'))
  }
}

function locked(tables: string): Trouble['strike'] {
  return async ({ server }) => {
    const admin = await server.connect()
    await admin.query(`begin; lock table ${tables} in access exclusive mode`)
    return async () => {
      await admin.query('rollback')
      await admin.end()
    }
  }
}

/** Others take every connection that is left, and those of the relays as soon as these are ended, until they have none. */
async function useUpConnections({ server }: TroubledWorld): Promise<() => Promise<void>> {
  const admin = await server.connect()
  const taken: Client[] = []
  let over = false
  const take = async () => {
    while (!over) {
      const client = new Client({ connectionString: server.url, application_name: 'somebody else' })
      client.on('error', () => undefined)
      try {
        await client.connect()
        taken.push(client)
      } catch {
        return
      }
    }
  }
  const endOthers = () =>
    admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'homing' and application_name <> 'somebody else'`,
    )
  const taking = (async () => {
    while (!over) {
      await Promise.all(Array.from({ length: 8 }, take))
      await endOthers()
    }
  })()
  return async () => {
    over = true
    await taking
    await Promise.all(taken.map((client) => client.end().catch(() => undefined)))
    await admin.end()
  }
}
