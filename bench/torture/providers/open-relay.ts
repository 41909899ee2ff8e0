import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { readConfig } from '../../../relay/config/config.ts'
import { createRelay, type Relay } from '../../../relay/relay.ts'
import { openDatabase, type Database } from '../../../relay/store/database.ts'
import { freePort } from '../../../relay/store/embedded/free-port.ts'
import { openEmbedded } from '../../../relay/store/embedded/open-embedded.ts'
import { migrate } from '../../../relay/store/migrate.ts'
import type { Stage } from '../../stage/perform.ts'
import { relaySettings } from '../../stage/relay-settings.ts'
import type { Case } from './case.ts'
import type { PostOffice } from './post-office.ts'
import { waitUntil } from './wait-until.ts'
import { allProviders } from '../../../workbench/simulator/all-providers.ts'

export interface RelayUnderTorture {
  /** Where it listens itself, which stays the same. */
  url: string
  /** Stops it and starts it anew on the same database. */
  restart(): Promise<void>
  /** Resolves when every history has been looked into once: what came before that is nobody's news. */
  listening(): Promise<void>
}

/** Shortened, so that what follows from a case is seen within seconds. */
const pace = {
  TIMELINE_GATHER_MS: '300',
  TIMELINE_UPDATE_MS: '700',
  SETTLE_MS: '1500',
  CATCH_UP_MS: '20000',
}

/** A relay with a line for each case, on a PostgreSQL server of its own, behind the post office. */
export async function openRelay(
  stage: Stage,
  world: { folder: string; logFile: string; hubspotUrl: string; office: PostOffice; cases: readonly Case[] },
): Promise<RelayUnderTorture> {
  const embedded = await openEmbedded({ dataDir: join(world.folder, 'data') })
  stage.atEnd(() => embedded.stop())
  await migrate(embedded.url)
  const lines = world.cases.map(({ lineId, name, provider, line }) => ({
    id: lineId,
    label: name,
    provider: provider.name,
    channel: line.channel,
    address: line.address,
    settings: line.settings,
  }))
  const port = await freePort(undefined)
  const own = { ...pace, PORT: String(port), DATABASE_URL: embedded.url, LINES: JSON.stringify(lines) }
  const config = readConfig(
    relaySettings({ publicUrl: world.office.url, hubspotUrl: world.hubspotUrl, lines: [] }, own),
  )
  const log = pino({ level: 'info' }, createWriteStream(world.logFile, { flags: 'a' }))
  let relay: Relay | null = null
  let database: Database | null = null

  async function start(): Promise<void> {
    database = openDatabase({ url: embedded.url, onError: (error) => log.warn({ err: error }, 'a connection broke') })
    relay = await createRelay(config, { database, log, providers: allProviders })
    world.office.leadTo((await relay.start()).url)
  }

  async function stop(): Promise<void> {
    world.office.leadTo(null)
    await relay?.stop(5_000)
    await database?.close()
    relay = database = null
  }

  stage.atEnd(stop)
  await start()
  return {
    url: `http://127.0.0.1:${port}`,
    async restart() {
      await stop()
      await start()
    },
    async listening() {
      const ids = world.cases.filter(({ provider }) => provider.since).map(({ lineId }) => lineId)
      const statement = 'select count(*)::int as waiting from line where cursor is null and id = any($1)'
      const all = await waitUntil(async () => {
        const [row] = (await database?.query<{ waiting: number }>(statement, [ids])) ?? []
        return row?.waiting === 0
      }, 60_000)
      if (!all) throw new Error('the relay did not look into every history within a minute')
    },
  }
}
