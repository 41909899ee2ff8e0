import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { readConfig } from '../../../relay/config.ts'
import { createRelay } from '../../../relay/relay.ts'
import { openDatabase } from '../../../relay/store/database.ts'
import { openEmbedded } from '../../../relay/store/embedded/open-embedded.ts'
import { migrate } from '../../../relay/store/migrate.ts'
import type { Stage } from '../../stage/perform.ts'
import { relaySettings } from '../../stage/relay-settings.ts'
import { stageSecrets } from './stage-secrets.ts'
import type { WebhookLine } from './webhook-doors.ts'

export interface RelayOnTrial {
  port: number
  /** Signed surfaces as the relay documents them: method and path of every route. */
  routes(): Promise<{ method: string; path: string }[]>
  /** How many messages and webhooks it has believed. */
  stored(): Promise<number>
  /** Its clock stands still at this moment; null: it goes again. */
  stopClock(at: number | null): void
}

/** A relay on a PostgreSQL server of its own, replacing both its secrets, with a clock that can be stopped. */
export async function openRelay(
  stage: Stage,
  world: { folder: string; publicUrl: string; hubspotUrl: string; lines: readonly WebhookLine[] },
): Promise<RelayOnTrial> {
  const embedded = await openEmbedded({ dataDir: join(world.folder, 'data') })
  stage.atEnd(() => embedded.stop())
  await migrate(embedded.url)
  const lines = world.lines.map(({ lineId, provider, line }) => ({
    id: lineId,
    label: lineId,
    provider: provider.name,
    channel: line.channel,
    address: line.address,
    settings: line.settings,
  }))
  const config = readConfig(
    relaySettings(
      { publicUrl: world.publicUrl, hubspotUrl: world.hubspotUrl, lines: [] },
      {
        DATABASE_URL: embedded.url,
        LINES: JSON.stringify(lines),
        HUBSPOT_CLIENT_SECRET_PREVIOUS: stageSecrets.client[1],
        HOMING_FUNCTION_SECRET_PREVIOUS: stageSecrets.function[1],
      },
    ),
  )
  const log = pino({ level: 'info' }, createWriteStream(join(world.folder, 'relay.log')))
  const database = openDatabase({
    url: embedded.url,
    onError: (error) => log.warn({ err: error }, 'a connection broke'),
  })
  stage.atEnd(() => database.close())
  let stopped: number | null = null
  const relay = await createRelay(config, { database, log, now: () => new Date(stopped ?? Date.now()) })
  stage.atEnd(() => relay.stop(5_000))
  const { url } = await relay.start()
  return {
    port: Number(new URL(url).port),
    async routes() {
      const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as {
        paths: Record<string, Record<string, unknown>>
      }
      return Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
      )
    },
    async stored() {
      // Replies come of webhooks and history items of nobody's doing here, so neither counts again.
      const [row] = await database.query<{ count: number }>(
        `select (select count(*) from message where direction = 'outbound')::int
              + (select count(*) from inbox where origin = 'webhook')::int as count`,
      )
      return row?.count ?? 0
    },
    stopClock(at) {
      stopped = at
    },
  }
}
