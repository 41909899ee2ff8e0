import { createSecretKey, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { openDatabase, type Database } from '../../../relay/store/database.ts'
import { openEmbedded } from '../../../relay/store/embedded/open-embedded.ts'
import { migrate } from '../../../relay/store/migrate.ts'
import { createVault } from '../../../relay/vault/vault.ts'
import type { HubSpot } from '../../../workbench/hubspot/hubspot.ts'
import { compileOnce } from '../../stage/compile-once.ts'
import { openHubSpot } from '../../stage/open-hubspot.ts'
import type { Stage } from '../../stage/perform.ts'
import { relaySettings } from '../../stage/relay-settings.ts'
import { temporaryFolder } from '../../stage/temporary-folder.ts'
import { createRelayGroup, type RelayGroup } from '../relay-group.ts'
import { openVendor, type Vendor } from './open-vendor.ts'

export const publicUrl = 'https://relay.stage.example'
export const appSecret = 'client-secret-of-the-app'
export const operatorSecret = 'secret-of-whoever-runs-the-relay'

export interface Person {
  contactId: string
  phone: string
}

/** Relay processes on one database, and accounts that have installed the app. */
export interface House {
  database: Database
  hubspot: HubSpot
  vendor: Vendor
  relays: RelayGroup
  /** Of those that run. */
  urls(): string[]
  accounts: { portalId: string; people: Person[] }[]
  /** Of a relay process, for commands and for more of them. */
  env: Record<string, string>
  logFile: string
}

const peopleEach = 20

export async function openHouse(stage: Stage, options: { relays: number; accounts: number }): Promise<House> {
  const folder = temporaryFolder(stage)
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  await migrate(embedded.url)
  const database = openDatabase({ url: embedded.url, size: 6, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => database.close())

  const portals = Array.from({ length: options.accounts }, (_, index) => String(700_001 + index))
  const tokenOf = (portalId: string) => `token-of-${portalId}`
  const hubspot = await openHubSpot(
    stage,
    portals.map((portalId) => ({ portalId, accessToken: tokenOf(portalId) })),
  )
  const accounts = portals.map((portalId, account) => ({
    portalId,
    people: Array.from({ length: peopleEach }, (_, nth) => {
      const phone = `+1212${2_000_000 + account * peopleEach + nth}`
      return { phone, contactId: hubspot.seedContact(Number(portalId), { firstname: 'Ada', mobilephone: phone }) }
    }),
  }))
  const vendor = await openVendor(stage)

  const key = randomBytes(32)
  const vault = createVault({ keys: [createSecretKey(key)] })
  for (const portalId of portals) {
    const seal = (column: 'access_token' | 'refresh_token', value: string) =>
      vault.seal(value, { portalId, field: `portal.${column}` })
    await database.query(
      `insert into portal (portal_id, edition, credential, state, workspace, access_token, refresh_token, renew_at, expires_at, installed_at, changed_at)
       values ($1, 'marketplace', 'oauth', 'active', gen_random_uuid()::text, $2, $3, now() + interval '1 day', now() + interval '2 days', now(), now())`,
      [portalId, seal('access_token', tokenOf(portalId)), seal('refresh_token', 'never-used')],
    )
  }

  const env = relaySettings(
    { publicUrl, hubspotUrl: hubspot.url, lines: [] },
    {
      ...compileOnce(folder),
      DATABASE_URL: embedded.url,
      HUBSPOT_APP_URL: hubspot.url,
      HUBSPOT_OAUTH_CLIENT_ID: 'client-id-of-the-app',
      HUBSPOT_OAUTH_CLIENT_SECRET: appSecret,
      HOMING_MASTER_KEY: key.toString('base64'),
      HOMING_OPERATOR_SECRET: operatorSecret,
      // Where attachments and lines may lead although it is on this machine.
      ALLOWED_HOSTS: new URL(vendor.url).host,
      CATCH_UP_MS: '2000',
      SETTLE_MS: '1000',
      LOG_LEVEL: 'debug',
    },
  )
  let urls: string[] = []
  const frontDoor = { url: '', lead: (now: string[]) => void (urls = now), close: () => Promise.resolve() }
  const logFile = join(folder, 'relay.log')
  const envs = Array.from({ length: options.relays }, () => env)
  const relays = createRelayGroup(stage, { envs, logFile, frontDoor })
  await relays.allReady()
  return { database, hubspot, vendor, relays, urls: () => urls, accounts, env, logFile }
}
