import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { readConfig } from '../../../relay/config/config.ts'
import { createRelay } from '../../../relay/relay.ts'
import type { Server } from '../../../relay/http/server.ts'
import { openDatabase, type Database } from '../../../relay/store/database.ts'
import { freePort } from '../../../relay/store/embedded/free-port.ts'
import { openEmbedded } from '../../../relay/store/embedded/open-embedded.ts'
import { migrate } from '../../../relay/store/migrate.ts'
import { createVault } from '../../../relay/vault/vault.ts'
import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import { createPhoneNetwork, type PhoneNetwork } from '../../../workbench/phone-network/phone-network.ts'
import { openHubSpot } from '../../stage/open-hubspot.ts'
import type { Stage } from '../../stage/perform.ts'
import { account, relaySettings } from '../../stage/relay-settings.ts'
import { temporaryFolder } from '../../stage/temporary-folder.ts'
import { nameAdmins } from './name-admins.ts'
import { appSecret, inhabitants } from './portals.ts'
import { allProviders } from '../../../workbench/simulator/all-providers.ts'
import { openInbox } from '../../../workbench/open-inbox.ts'

const operatorSecret = 'secret-of-whoever-runs-the-relay'

/** More than anybody here asks of HubSpot in a day. */
const plenty = 10_000_000
const limits = { tenSecondly: plenty, daily: plenty, search: plenty, associations: plenty }

/** One relay that serves all of them, each with phones of its own. */
export interface House {
  url: string
  database: Database
  hubspot: HubSpot
  phones: Map<string, PhoneNetwork>
  /** What the relay logged, at its most talkative. */
  logged: string[]
  /** Waits until nothing more is to be done for these portals. */
  quiet(portalIds: readonly string[]): Promise<void>
  /** Stops the relay and starts another at the same address, with whatever `change` plants in its server. */
  restart(change: (server: Server) => void): Promise<void>
}

export async function openHouse(stage: Stage): Promise<House> {
  const folder = temporaryFolder(stage)
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  await migrate(embedded.url)
  const hubspot = await openHubSpot(stage, inhabitants)
  // Whoever asks by hubspot.fetch is an admin of their account, and of no other.
  for (const { portalId, accessToken } of inhabitants) {
    const scopes = [...account.scopes, 'settings.users.read']
    hubspot.grant({ portalId: Number(portalId), accessToken, scopes, limits })
    const person = { email: 'ann@example.com', firstName: 'Ann', lastName: 'Admin' }
    hubspot.portal(Number(portalId)).users = [{ id: 7, ...person, superAdmin: true }]
  }
  const phones = new Map<string, PhoneNetwork>()
  for (const { portalId, phoneKey, webhookSecret } of inhabitants) {
    const network = createPhoneNetwork({ key: phoneKey, secret: webhookSecret })
    await network.listen()
    stage.atEnd(() => network.close())
    phones.set(portalId, network)
  }
  const port = await freePort(undefined)
  const url = `http://127.0.0.1:${port}`
  const lines = inhabitants.flatMap(({ portalId, webhookSecret, phoneKey, lines: own }) =>
    own.map(({ id, address }) => ({
      ...{ portalId, id, address, label: `${id} of ${portalId}`, provider: 'simulator', channel: 'sms' },
      settings: { url: phones.get(portalId)?.url, key: phoneKey, webhookSecret },
    })),
  )
  const config = readConfig(
    relaySettings(
      { publicUrl: url, hubspotUrl: hubspot.url, lines: [] },
      {
        PORT: String(port),
        DATABASE_URL: embedded.url,
        LINES: JSON.stringify(lines),
        HOMING_MASTER_KEY: randomBytes(32).toString('base64'),
        HUBSPOT_OAUTH_CLIENT_ID: 'client-id-of-the-app',
        HUBSPOT_OAUTH_CLIENT_SECRET: appSecret,
        TIMELINE_GATHER_MS: '50',
        TIMELINE_UPDATE_MS: '100',
        CATCH_UP_MS: '3600000',
        HOMING_OPERATOR_SECRET: operatorSecret,
        // Where the phones are is on this machine.
        ALLOWED_HOSTS: [...phones.values()].map((network) => new URL(network.url).host).join(','),
        ROUTING: JSON.stringify({ autoSend: { lineId: 'main', message: 'Welcome' } }),
      },
    ),
  )
  const logged: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  const database = openDatabase({ url: embedded.url, onError: (error) => log.warn({ err: error }, 'broken') })
  stage.atEnd(() => database.close())
  // Whoever finds an account's share of HubSpot spent is turned away at the door, and tries nothing behind it.
  await database.query(
    `create function never_spent() returns trigger language plpgsql as
       'begin if new.used < 1000 then new.used := 1; end if; return new; end';
     create trigger never_spent before insert or update on hubspot_budget for each row execute function never_spent()`,
  )
  const vault = createVault({ keys: config.masterKeys ?? [] })
  for (const { portalId, edition, accessToken } of inhabitants) {
    if (edition === 'private') continue
    const seal = (column: 'access_token' | 'refresh_token', value: string) =>
      vault.seal(value, { portalId, field: `portal.${column}` })
    await database.query(
      `insert into portal (portal_id, edition, credential, state, workspace, access_token, refresh_token, renew_at,
         expires_at, installed_at, changed_at)
       values ($1, 'marketplace', 'oauth', 'active', $2, $3, $4, now() + interval '1 day', now() + interval '2 days',
         now(), now())`,
      [portalId, `workspace-of-${portalId}`, seal('access_token', accessToken), seal('refresh_token', 'never-used')],
    )
  }
  // No name leads anywhere, and nobody outside is asked for it: that took most of the time of whoever saves a line.
  const lookup = (host: string) => Promise.reject(new Error(`ENOTFOUND ${host}`))
  const parts = { database, log, lookup, providers: allProviders }
  let relay = await createRelay(config, parts)
  stage.atEnd(() => relay.stop(5_000))
  await relay.start()
  for (const one of inhabitants) await nameAdmins(url, one, operatorSecret)
  for (const { portalId, id, address } of lines) {
    phones.get(portalId)?.registerLine({ address, callbackUrl: `${url}/webhooks/${portalId}/${id}` })
  }
  return {
    ...{ url, database, hubspot, phones, logged },
    async restart(change) {
      await relay.stop(5_000)
      relay = await createRelay(config, parts)
      change(relay.server)
      await relay.start()
    },
    async quiet(portalIds) {
      for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
        for (const portalId of portalIds) await phones.get(portalId)?.idle()
        const [row] = await database.query<{ open: number }>(
          `select (select count(*) from task where portal_id = any($1::bigint[]) and parked_at is null
                     and due_at < instant() + interval '5 seconds' and tries = 0 and trouble is null)::int
                + (select count(*) from timeline_entry where portal_id = any($1::bigint[]) and state <> 'parked'
                     and (state <> 'created' or written < wanted))::int
                + (select count(*) from delivery where portal_id = any($1::bigint[]) and state = 'sending')::int
                + (select count(*) from hubspot_event where portal_id = any($1::bigint[]) and done_at is null
                     and parked is null)::int
                + (select count(*) from ${openInbox} i where portal_id = any($1::bigint[])
                     and parked is null)::int as open`,
          [[...portalIds]],
        )
        if (row?.open === 0) return
      }
      throw new Error('the relay still works on something after half a minute')
    },
  }
}
