import type { Logger } from 'pino'
import type { Config } from './config/config.ts'
import { createHubSpotClient, type AccessTokens, type HubSpotClient } from './hubspot/client.ts'
import { createFetchJournalFile } from './hubspot/fetch-journal-file.ts'
import { createJournal, mostJournalBytes } from './hubspot/journal.ts'
import type { Credential } from './install/credential-uses.ts'
import { createStoredCredentials } from './install/stored-credentials.ts'
import { tokensByPortal } from './install/tokens-by-portal.ts'
import { createTokens } from './install/tokens.ts'
import { createWatchJournal } from './install/watch-journal.ts'
import { openApp } from './open-app.ts'
import type { Database } from './store/database.ts'
import type { HubSpotBudget } from './store/hubspot/hubspot-budget.ts'
import type { Jobs } from './store/jobs/jobs.ts'
import type { Vault } from './vault/vault.ts'

export interface OpenHubSpotNeeds {
  database: Database
  vault: Vault | null
  jobs: Jobs
  budget: HubSpotBudget
  /** Hears of each use of a credential. */
  note: (credential: Credential) => void
  fetch: typeof fetch
  now: () => Date
  random: () => number
  log: Logger
  stopping: AbortSignal
}

/** Everything by which HubSpot is asked: the app with OAuth, the accounts' tokens, the client, and the app's journal. */
export function openHubSpot(config: Config, needs: OpenHubSpotNeeds) {
  const { database, vault, fetch, now, log, stopping } = needs
  const apiUrl = config.hubspotUrl
  const app = openApp(config, { vault, fetch, stopping })
  const tokensOfApp = app ? createTokens({ ...needs, ...app }) : null
  const credentials = createStoredCredentials({ database, vault, log })
  const tokens = tokensByPortal(config.portal, credentials, tokensOfApp, needs.note)
  const { clientId, journal: reading } = config.oauth ?? {}
  const journal =
    app && tokensOfApp && clientId && reading
      ? createWatchJournal({
          ...{ ...reading, clientId, database, tokens: tokensOfApp, now, log },
          journal: createJournal({ ...app, apiUrl, fetch, now, stopping }),
          fetchFile: createFetchJournalFile({ most: mostJournalBytes, hosts: reading.hosts }),
        })
      : null
  /** A client that asks with other tokens, within the same budget. */
  const clientWith = (others: AccessTokens): HubSpotClient =>
    createHubSpotClient({ baseUrl: apiUrl, tokens: others, budget: needs.budget, log, fetch, stopping })
  return { app, credentials, tokens, journal, clientWith, client: clientWith(tokens) }
}
