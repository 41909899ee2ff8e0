import type { Logger } from 'pino'
import type { Accounts } from './account/account.ts'
import type { Config } from './config/config.ts'
import { createCompose } from './compose/compose.ts'
import type { Lookup } from './reach/lookup.ts'
import { createFallBack } from './follow/fall-back.ts'
import { createRateLimits } from './http/rate-limit.ts'
import { securityHeaders } from './http/security-headers.ts'
import { createServer, type Server } from './http/server.ts'
import { askContacts } from './hubspot/ask-contacts.ts'
import { createCheckNamed } from './hubspot/check-named.ts'
import { engagementsOf } from './hubspot/engagements.ts'
import { ownersOf } from './hubspot/owners.ts'
import { createConnections } from './connections/connections.ts'
import { createCallback } from './install/callback.ts'
import { createConnect } from './install/connect.ts'
import { createConnection } from './install/connection.ts'
import { createCredentialUses } from './install/credential-uses.ts'
import { createInstall } from './install/install.ts'
import { createListPortals } from './install/list-portals.ts'
import { createUninstall } from './install/uninstall.ts'
import { createChangeLine } from './lines/change-line.ts'
import { createLineControl } from './lines/lines.ts'
import { openAccounts } from './open-accounts.ts'
import { openDoors } from './open-doors.ts'
import { openHubSpot } from './open-hubspot.ts'
import { openReach } from './open-reach.ts'
import { openSettings } from './open-settings.ts'
import { openSettingsFiles } from './open-settings-files.ts'
import { openVault } from './open-vault.ts'
import { openWork } from './open-work.ts'
import { createClosing, type Closing } from './process/closing.ts'
import { createRun, type Run } from './process/run.ts'
import { providers } from './providers/providers.ts'
import { createReply } from './reply/reply.ts'
import { createSend } from './send/send.ts'
import { settingsSchema } from './settings-file/settings-schema.ts'
import { createFirstAdmin } from './settings/first-admin.ts'
import { sectionComponents } from './settings/section-components.ts'
import { createSettings } from './settings/settings.ts'
import { createShow } from './show/show.ts'
import { createAuditRefusals } from './store/audit/audit-refusals.ts'
import type { Database } from './store/database.ts'
import { createHubSpotBudget } from './store/hubspot/hubspot-budget.ts'
import { createRefusedProperties } from './store/hubspot/refused-properties.ts'
import { createRequestIds } from './store/portal/request-ids.ts'
import { createStoring } from './store/storing.ts'
import { createSync } from './sync/sync.ts'
import { tellUnheldRole } from './tell-unheld-role.ts'
import { createTend } from './tend/tend.ts'
import { createReaders, type ReadersOptions } from './readers/readers.ts'
import { createTimeline } from './timeline/timeline.ts'
import { createWaiting } from './waiting/waiting.ts'
import { vendorFetch } from './providers/vendor-fetch.ts'

/** What a relay is given besides its configuration; each has an ordinary default. */
export interface Parts {
  database: Database
  log: Logger
  fetch?: typeof fetch
  now?: () => Date
  random?: () => number
  providers?: typeof providers
  readers?: ReadersOptions
  /** How the names of hosts are looked up to which an account's lines and files lead. */
  lookup?: Lookup
  /** What everybody is given instead, who asks what accounts have configured. */
  accounts?: (live: Accounts) => Accounts
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
  await tellUnheldRole(database, log)
  const vault = await openVault(config, database)
  const uses = createCredentialUses({ database, now, log })
  const readers = createReaders(parts.readers)
  opened.add(() => readers.close())
  const { reachOf, allowed, fetchAttachments } = openReach(config, { readers, lookup: parts.lookup })
  const stopping = new AbortController()
  const retain = config.retain ?? { raw: 30, stories: 400 }
  const retryMost = config.pace.retryMost ?? 600_000
  const { jobs, listen } = await openWork({ database, log, random, retryMost })
  opened.add(() => listen.close())
  opened.add(() => jobs.stop(0))
  const known = parts.providers ?? providers
  const settings = openSettings(config, { vault, providers: known, database, now, log, retain, reachOf })
  const accounts = await openAccounts(config, {
    ...{ ...settings, database, listen, log, now, retain, readers, providers: known, reachOf, ofLine: uses.ofLine },
    instead: parts.accounts,
  })
  const budget = createHubSpotBudget(database)
  const { app, client, journal, ...hubspot } = openHubSpot(config, {
    ...{ database, vault, jobs, budget, now, random, log },
    note: uses.note,
    fetch: parts.fetch ?? fetch,
    stopping: stopping.signal,
  })
  const refusedProperties = createRefusedProperties(database)
  const contacts = askContacts(client, accounts.of, { now, refusedProperties })
  const limits = createRateLimits(config.rateLimits ?? {})
  const refusals = createAuditRefusals({ database, now, log })
  const takeRequestId = createRequestIds(database)
  const { readContact } = contacts
  const { doors, rights, admit } = openDoors(config, {
    database,
    accounts,
    client,
    readContact,
    limits,
    takeRequestId,
    now,
  })
  const lease = (config.pace.jobExpire ?? 60) * 1_000
  const needs = {
    ...{ database, jobs, listen, log, now, accounts, retain, versionDays: config.retain?.versions ?? null },
    fetch: parts.fetch ?? vendorFetch,
    random,
    ...{ ...settings, checkNamed: createCheckNamed(client) },
    ...{ app, client, readers, takeRequestId, vault, ...hubspot, configured: config.portal?.id ?? null },
    ...{ rights, admit, limits, refused: refusals.note },
    ...{ publicUrl: config.publicUrl, stopping: stopping.signal },
    ...{ operatorDoor: doors.operator, adminDoor: doors.admin, cardDoor: doors.card },
    ...{ hubspotDoor: doors.hubspot, eventsDoor: doors.events },
    ...contacts,
    engagements: engagementsOf(client, refusedProperties),
    owners: ownersOf(client, now),
    ...{ allowed, fetchAttachments },
    ...config.pace,
    ...{ retryMost, taskLease: lease, askLease: lease },
  }
  const connections = createConnections(needs)
  const files = await openSettingsFiles(config, { ...needs, connections })
  const send = createSend(needs)
  const reply = createReply(needs)
  const timeline = createTimeline(needs)
  const sync = createSync(needs)
  const wakes = { ...needs, wake: send.deliver.wake }
  const waking = { 'fall-back': createFallBack(wakes), 'change-line': createChangeLine(wakes) }
  const tend = createTend({
    ...needs,
    untilSpare: budget.untilSpare,
    tasks: { ...send.tasks, ...waking, ...reply.tasks, ...sync.tasks },
  })
  const show = createShow(needs)
  const others = [
    createCompose,
    createLineControl,
    createInstall,
    createCallback,
    createUninstall,
    createConnect,
    createConnection,
    createListPortals,
    createWaiting,
    createSettings,
  ].map((create) => create({ ...wakes, connections, files, nameFirstAdmin: createFirstAdmin({ ...wakes, files }) }))

  const storing = createStoring(database, log)
  const server = await createServer({
    routes: [
      ...send.routes,
      ...reply.routes,
      ...sync.routes,
      ...show.routes,
      ...others.flatMap(({ routes }) => routes),
    ],
    documents: { '/settings.schema.json': settingsSchema(known) },
    components: sectionComponents(known),
    log,
    headers: securityHeaders(config.publicUrl),
    failures: (address) => limits('failures', address),
    refused: refusals.note,
    trustedProxies: config.trustedProxies ?? [],
    health: {
      ready: async () => (stopping.signal.aborted ? ['stopping'] : storing()),
      notes: async () => [...(files?.notes() ?? []), ...(await connections.unproved.notes())],
    },
  })

  const run = createRun({
    listenAt: config,
    server,
    jobs: {
      work: () => jobs.work({ ...reply.jobs, ...sync.jobs, ...timeline.jobs, ...tend.jobs }),
      stop: (limit) => jobs.stop(limit),
    },
    workers: [send.deliver, reply, tend, connections.unproved, ...[journal, files].filter((one) => one !== null)],
    closeLast: () => Promise.all([refusals.flush(), listen.close(), readers.close()]).then(() => undefined),
    stopping,
  })
  return { server, ...run }
}
