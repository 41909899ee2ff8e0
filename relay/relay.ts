import type { Logger } from 'pino'
import { createClosing, type Closing } from './closing.ts'
import type { Config } from './config.ts'
import { createCallback } from './connect/callback.ts'
import { createConnect } from './connect/connect.ts'
import { createConnection } from './connect/connection.ts'
import { createCredentialUses } from './connect/credential-uses.ts'
import { createInstall } from './connect/install.ts'
import { createListPortals } from './connect/list-portals.ts'
import { createTokens } from './connect/tokens.ts'
import { tokensByPortal } from './connect/tokens-by-portal.ts'
import { createUninstall } from './connect/uninstall.ts'
import { createWatchJournal } from './connect/watch-journal.ts'
import { createFetchAttachments } from './attachment/fetch-attachments.ts'
import { createFetchJson } from './attachment/fetch-json.ts'
import { createFileMemory } from './attachment/file-memory.ts'
import { createDoors } from './doors.ts'
import { createHubSpotClient } from './hubspot/client.ts'
import { engagementsOf } from './hubspot/engagements.ts'
import { askContacts } from './hubspot/ask-contacts.ts'
import { createJournal, mostJournalBytes } from './hubspot/journal.ts'
import { createOAuth } from './hubspot/oauth.ts'
import { createLines } from './providers/lines.ts'
import { providers } from './providers/providers.ts'
import { readLine } from './providers/read-line.ts'
import { createRateLimits, tooMany, type RateLimits } from './rate-limit.ts'
import { createReply } from './reply/reply.ts'
import { createRun, type Run } from './run.ts'
import { createSend } from './send/send.ts'
import { openWork } from './open-work.ts'
import { securityHeaders } from './security-headers.ts'
import { createServer, type Server } from './server.ts'
import { storeAccounts } from './store-accounts.ts'
import { createShow } from './show/show.ts'
import { createAuditRefusals } from './store/audit-refusals.ts'
import type { Database } from './store/database.ts'
import { createHubSpotBudget } from './store/hubspot-budget.ts'
import { readPortal } from './store/portals.ts'
import { createRequestIds } from './store/request-ids.ts'
import { createStoring } from './store/storing.ts'
import { readUnheldRole } from './store/unheld-role.ts'
import { createSync } from './sync/sync.ts'
import { createTend } from './tend/tend.ts'
import { createWaiting } from './waiting/waiting.ts'
import { createTimeline } from './timeline/timeline.ts'
import { createVault } from './vault/vault.ts'

/** What a relay is given besides its configuration; each has an ordinary default. */
export interface Parts {
  database: Database
  log: Logger
  fetch?: typeof fetch
  now?: () => Date
  random?: () => number
}

export interface Relay extends Run {
  server: Server
}

/** Wires everything; the only place that knows every room. The database is migrated already. */
export async function createRelay(config: Config, parts: Parts): Promise<Relay> {
  const opened = createClosing()
  try {
    return await wire(config, parts, opened)
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function wire(config: Config, parts: Parts, opened: Closing): Promise<Relay> {
  const { database, log } = parts
  const now = parts.now ?? (() => new Date())
  const random = parts.random ?? Math.random
  const own = config.portal
  const unheld = await readUnheldRole(database)
  if (unheld !== null) {
    log.warn(
      { role: unheld },
      'row-level security does not hold this database role back: give DATABASE_URL a role of its own, neither superuser nor BYPASSRLS, that owns the database',
    )
  }
  const uses = createCredentialUses({ database, now, log })
  const lines = createLines(
    config.lines
      .map((line) => readLine(line, line.portalId ?? own?.id ?? '', config.publicUrl, providers))
      .map(uses.ofLine),
  )
  const portalIds = await storeAccounts(config, { database, lines, now })

  const stopping = new AbortController()
  const retryMost = config.pace.retryMost ?? 600_000
  const { jobs, listen } = await openWork({ database, log, random, retryMost })
  opened.add(() => listen.close())
  opened.add(() => jobs.stop(0))
  const app = config.oauth && {
    clientSecrets: config.oauth.clientSecrets,
    vault: createVault({ keys: config.masterKeys ?? [] }),
    oauth: createOAuth({
      ...config.oauth,
      apiUrl: config.hubspotUrl,
      redirectUri: `${config.publicUrl}/oauth/callback`,
      fetch: parts.fetch ?? fetch,
      stopping: stopping.signal,
    }),
  }
  const tokensOfApp = app ? createTokens({ ...app, database, jobs, now, random, log }) : null
  const tokens = tokensByPortal(config.portal, tokensOfApp, uses.note)
  const { clientId, journal: reading } = config.oauth ?? {}
  const journal =
    app && tokensOfApp && clientId && reading
      ? createWatchJournal({
          ...{ ...reading, clientId, database, tokens: tokensOfApp, now, log },
          journal: createJournal({
            ...{ ...app, apiUrl: config.hubspotUrl, fetch: parts.fetch ?? fetch, now },
            stopping: stopping.signal,
          }),
          fetchFile: createFetchJson({ most: mostJournalBytes, allowedHosts: reading.hosts }),
        })
      : null
  const client = createHubSpotClient({
    baseUrl: config.hubspotUrl,
    tokens,
    budget: createHubSpotBudget(database),
    log,
    fetch: parts.fetch ?? fetch,
    stopping: stopping.signal,
  })
  const asked = { now, country: config.defaultCountry, addresses: config.routing.addresses }
  const contacts = askContacts(client, asked)
  const limits = createRateLimits(config.rateLimits ?? {})
  const refusals = createAuditRefusals({ database, now, log })
  const takeRequestId = createRequestIds(database)
  function admit(kind: keyof RateLimits, portalId: string): void {
    const wait = limits(kind, portalId)
    if (wait > 0) throw tooMany(wait, portalId)
  }
  const doors = createDoors({
    portal: config.portal,
    operatorSecrets: config.operatorSecrets ?? [],
    publicUrl: config.publicUrl,
    now,
    admit,
    takeRequestId,
    app: !app
      ? null
      : {
          clientSecrets: app.clientSecrets,
          readContact: contacts.readContact,
          async stateOf(portalId) {
            const portal = await readPortal(database.forPortal(portalId))
            return portal?.credential === 'oauth' ? portal.state : null
          },
        },
  })
  const lease = Math.min((config.pace.jobExpire ?? 60) * 1_000, 60_000)
  const needs = {
    database,
    jobs,
    listen,
    lines,
    log,
    now,
    portalIds,
    fetch: parts.fetch ?? fetch,
    random,
    app: app ?? null,
    client,
    tokens,
    takeRequestId,
    admit,
    limits,
    refused: refusals.note,
    publicUrl: config.publicUrl,
    defaultCountry: config.defaultCountry,
    stopping: stopping.signal,
    operatorDoor: doors.operator,
    cardDoor: doors.card,
    hubspotDoor: doors.hubspot,
    eventsDoor: doors.events,
    ...contacts,
    engagements: engagementsOf(client),
    fetchAttachments: createFetchAttachments({
      allowedHosts: config.routing.attachmentHosts ?? [],
      memory: createFileMemory(config.fileMemory ?? 64_000_000),
    }),
    routing: config.routing,
    pauseRule: config.routing.pause ?? { percent: 50, least: 20, minutes: 60 },
    retain: config.retain ?? { raw: 30, stories: 400 },
    ...config.pace,
    ...{ retryMost, taskLease: lease, askLease: lease },
  }
  const send = createSend(needs)
  const reply = createReply(needs)
  const timeline = createTimeline(needs)
  const sync = createSync(needs)
  const tend = createTend({ ...needs, tasks: { ...send.tasks, ...reply.tasks, ...sync.tasks } })
  const show = createShow(needs)
  const connect = [
    createConnect,
    createInstall,
    createCallback,
    createUninstall,
    createConnection,
    createListPortals,
    createWaiting,
  ].map((create) => create(needs))

  const storing = createStoring(database, log)
  const server = await createServer({
    routes: [
      ...send.routes,
      ...reply.routes,
      ...sync.routes,
      ...show.routes,
      ...connect.flatMap(({ routes }) => routes),
    ],
    log,
    headers: securityHeaders(config.publicUrl),
    failures: (address) => limits('failures', address),
    refused: refusals.note,
    trustedProxies: config.trustedProxies ?? [],
    health: {
      async ready() {
        if (stopping.signal.aborted) return ['stopping']
        return storing()
      },
    },
  })

  const run = createRun({
    listenAt: config,
    server,
    jobs: {
      work: () => jobs.work({ ...reply.jobs, ...sync.jobs, ...timeline.jobs, ...tend.jobs }),
      stop: (limit) => jobs.stop(limit),
    },
    workers: [send.deliver, reply, tend, ...(journal ? [journal] : [])],
    closeLast: () => Promise.all([refusals.flush(), listen.close()]).then(() => undefined),
    stopping,
  })
  return { server, ...run }
}
