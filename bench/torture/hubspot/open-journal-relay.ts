import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { readConfig } from '../../../relay/config/config.ts'
import { oauthScopes } from '../../../relay/hubspot/oauth-scopes.ts'
import { createRelay } from '../../../relay/relay.ts'
import { openDatabase, type Database } from '../../../relay/store/database.ts'
import { freePort } from '../../../relay/store/embedded/free-port.ts'
import { openEmbedded } from '../../../relay/store/embedded/open-embedded.ts'
import { migrate } from '../../../relay/store/migrate.ts'
import type { Stage } from '../../stage/perform.ts'
import { relaySettings } from '../../stage/relay-settings.ts'
import { temporaryFolder } from '../../stage/temporary-folder.ts'
import { createAskRelay, type AskRelay } from './ask-relay.ts'
import type { World } from './world.ts'

/** Its app has a journal of its own. */
export const journalApp = { appId: 78, clientId: 'client-id-of-the-journal', clientSecret: 'secret-of-the-journal-app' }

/** A relay that looks into HubSpot's journal again and again instead of once a minute. */
export interface JournalRelay {
  url: string
  ask: AskRelay
  database: Database
}

export async function openJournalRelay(stage: Stage, { hubspot, standIn }: World): Promise<JournalRelay> {
  const folder = temporaryFolder(stage)
  const embedded = await openEmbedded({ dataDir: join(folder, 'data') })
  stage.atEnd(() => embedded.stop())
  await migrate(embedded.url)
  const database = openDatabase({ url: embedded.url, onError: (error) => stage.say(error.message) })
  stage.atEnd(() => database.close())
  const port = await freePort(undefined)
  const url = `http://127.0.0.1:${port}`
  hubspot.oauth.registerApp({
    ...{ ...journalApp, redirectUrls: [`${url}/oauth/callback`], requiredScopes: oauthScopes.required },
    conditionallyRequiredScopes: oauthScopes.withWorkflows,
    optionalScopes: oauthScopes.optional,
  })
  // A token of the app is asked for again and again.
  hubspot.journal.behaviour.tokenLife = 1
  const config = readConfig(
    relaySettings(
      { publicUrl: url, hubspotUrl: standIn.url, lines: [] },
      {
        ...{ PORT: String(port), DATABASE_URL: embedded.url, HUBSPOT_APP_URL: hubspot.url, RETRY_MAX_MS: '500' },
        ...{ HUBSPOT_OAUTH_CLIENT_ID: journalApp.clientId, HUBSPOT_OAUTH_CLIENT_SECRET: journalApp.clientSecret },
        HOMING_MASTER_KEY: randomBytes(32).toString('base64'),
      },
    ),
  )
  const hosts = [new URL(standIn.url).host, new URL(hubspot.url).host]
  Object.assign(config.oauth ?? {}, { journal: { hosts, every: 150, afterRefusal: 150 } })
  const log = pino({ level: 'info' }, createWriteStream(join(folder, 'relay.log')))
  const relay = await createRelay(config, { database, log })
  stage.atEnd(() => relay.stop(2_000))
  await relay.start()
  return { url, ask: createAskRelay(url), database }
}
