import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { readConfig } from '../../../relay/config/config.ts'
import { createRelay } from '../../../relay/relay.ts'
import { openDatabase, type Database } from '../../../relay/store/database.ts'
import { openEmbedded } from '../../../relay/store/embedded/open-embedded.ts'
import { migrate } from '../../../relay/store/migrate.ts'
import { createVault, type Vault } from '../../../relay/vault/vault.ts'
import type { Stage } from '../../stage/perform.ts'
import { relaySettings } from '../../stage/relay-settings.ts'
import { connected, stageSecrets } from './stage-secrets.ts'
import type { WebhookLine } from './webhook-doors.ts'
import { allProviders } from '../../../workbench/simulator/all-providers.ts'

export interface RelayOnTrial {
  port: number
  /** Signed surfaces as the relay documents them: method and path of every route. */
  routes(): Promise<{ method: string; path: string }[]>
  /** How many messages, webhooks and events it has begun to believe. */
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
  const ofConnected = lines
    .filter(({ id }) => id === 'simulator')
    .map((line) => ({ ...line, portalId: connected.portalId }))
  const config = readConfig(
    relaySettings(
      { publicUrl: world.publicUrl, hubspotUrl: world.hubspotUrl, lines: [] },
      {
        DATABASE_URL: embedded.url,
        LINES: JSON.stringify([...lines, ...ofConnected]),
        HOMING_MASTER_KEY: randomBytes(32).toString('base64'),
        HUBSPOT_OAUTH_CLIENT_ID: 'client-id-of-the-app',
        HUBSPOT_OAUTH_CLIENT_SECRET: stageSecrets.app[0],
        HUBSPOT_OAUTH_CLIENT_SECRET_PREVIOUS: stageSecrets.app[1],
        HUBSPOT_CLIENT_SECRET_PREVIOUS: stageSecrets.client[1],
        HOMING_OPERATOR_SECRET: stageSecrets.operator[0],
        HOMING_OPERATOR_SECRET_PREVIOUS: stageSecrets.operator[1],
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
  await connect(database, createVault({ keys: config.masterKeys ?? [] }))
  let stopped: number | null = null
  const relay = await createRelay(config, {
    ...{ database, log, providers: allProviders },
    now: () => new Date(stopped ?? Date.now()),
  })
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
              + (select count(*) from inbox where origin = 'webhook')::int
              + (select count(*) from hubspot_event)::int as count`,
      )
      return row?.count ?? 0
    },
    stopClock(at) {
      stopped = at
    },
  }
}

/** As if an admin of the account had installed the app. */
async function connect(database: Database, vault: Vault): Promise<void> {
  const { portalId, accessToken } = connected
  const seal = (column: 'access_token' | 'refresh_token', value: string) =>
    vault.seal(value, { portalId, field: `portal.${column}` })
  await database.query(
    `insert into portal (portal_id, edition, credential, state, workspace, access_token, refresh_token, renew_at, expires_at,
       installed_at, changed_at, app_id)
     values ($1, 'marketplace', 'oauth', 'active', 'connected', $2, $3, now() + interval '1 day', now() + interval '2 days',
       now(), now(), '77')`,
    [portalId, seal('access_token', accessToken), seal('refresh_token', 'never-used')],
  )
}
