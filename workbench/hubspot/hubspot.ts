import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import { createCallLog, type CallLog } from './call-log.ts'
import { createFaults, type Faults } from './faults.ts'
import { installGate, type Caller } from './gate.ts'
import { createJournalDesk, type JournalDesk } from './journal/journal-desk.ts'
import { journalRoutes } from './journal/journal-routes.ts'
import { acceptForm, acceptJson } from './json-body.ts'
import { objectTypeNamed } from './object-types.ts'
import { authorizeRoutes } from './oauth/authorize-routes.ts'
import { createOAuthDesk, type OAuthDesk } from './oauth/oauth-desk.ts'
import { oauthRoutes } from './oauth/oauth-routes.ts'
import {
  createPortal,
  type Behaviour,
  type Change,
  type Portal,
  type PortalDump,
  type PortalOptions,
} from './portal.ts'
import { invalid, notFound, Refusal } from './refusal.ts'
import { accountRoutes } from './routes/account-routes.ts'
import { associationRoutes } from './routes/association-routes.ts'
import { batchRoutes } from './routes/batch-routes.ts'
import { callbackRoutes, type OpenCallbacks } from './routes/callback-routes.ts'
import { listRoutes } from './routes/list-routes.ts'
import { objectRoutes } from './routes/object-routes.ts'
import { ownerRoutes } from './routes/owner-routes.ts'
import { propertyRoutes } from './routes/property-routes.ts'
import { searchRoutes } from './routes/search-routes.ts'
import { userRoutes } from './routes/user-routes.ts'
import { timelineOf, type TimelineEntry } from './timeline.ts'
import type { GivenProperties } from './property-values.ts'
import { prepareCreate } from './writes.ts'

export interface HubSpotOptions {
  /** Entries with the same `portalId` are several apps in one account; the first describes the account. */
  portals: readonly PortalOptions[]
  behaviour?: Partial<Behaviour>
  now?: () => Date
  random?: () => number
  newId?: () => string
}

export interface HubSpotSnapshot {
  portals: [number, PortalDump][]
}

/** HubSpot's API on loopback. It refuses what HubSpot is documented to refuse. */
export interface HubSpot {
  /** Base URL; known once `listen` has resolved. */
  readonly url: string
  listen(port?: number): Promise<string>
  close(): Promise<void>
  /** Can be changed at any time. */
  behaviour: Behaviour
  faults: Faults
  calls: CallLog
  /** Requests that are never answered (a fault) and whose callers still wait. */
  hanging(): number
  /** Called after every change of data; gives the function that ends this. */
  onChange(listener: (change: Change) => void): () => void
  portal(portalId: number): Portal
  /** Lets an app in (a new or rotated token). */
  grant(app: PortalOptions): void
  /** From now on this token is a 401. */
  revoke(accessToken: string): void
  /** Writes a contact as an import would: checked, but without a request. */
  seedContact(portalId: number, properties: GivenProperties): string
  /** Communications and emails of a contact, newest first. */
  timeline(portalId: number, contactId: string): TimelineEntry[]
  /** Merges the second contact into the first, whose id survives. */
  mergeContacts(portalId: number, primaryId: string, secondaryId: string): void
  /** All data as JSON-safe values. */
  snapshot(): HubSpotSnapshot
  restore(snapshot: HubSpotSnapshot): void
  /** Workflow executions that wait for their completion call. */
  openCallbacks: OpenCallbacks
  /** Apps with OAuth, the accounts they may be installed in, and their tokens. */
  oauth: OAuthDesk
  /** What apps with OAuth may read of what happened to them. */
  journal: JournalDesk
}

export function createHubSpot(options: HubSpotOptions): HubSpot {
  const { now = () => new Date(), random = Math.random, newId = randomUUID } = options
  const behaviour: Behaviour = {
    searchLag: 0,
    engagementSourceId: 'searchable',
    batchOrder: 'reversed',
    ...options.behaviour,
  }
  const listeners = new Set<(change: Change) => void>()
  const changed = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  const portals = new Map<number, Portal>()
  const callers = new Map<string, Caller>()
  const faults = createFaults(random)
  const calls = createCallLog()
  const openCallbacks: OpenCallbacks = new Map()

  function openPortal(app: PortalOptions): Portal {
    const portal = portals.get(app.portalId) ?? createPortal(app, { now, behaviour, changed })
    portals.set(app.portalId, portal)
    return portal
  }
  function grant(app: PortalOptions): void {
    callers.set(app.accessToken, { app, portal: openPortal(app) })
  }
  options.portals.forEach(grant)
  const journal = createJournalDesk({ now, newId: randomUUID })
  const oauth = createOAuthDesk({ callers, openPortal, now, newToken: randomUUID, tell: journal.tell })

  function portalOf(portalId: number): Portal {
    const portal = portals.get(portalId)
    if (portal === undefined) throw new Error(`there is no portal ${portalId}`)
    return portal
  }

  const server = Fastify({ forceCloseConnections: true, bodyLimit: 16 * 1024 * 1024 })
  acceptJson(server)
  const gate = installGate(server, { callers, faults, calls, now, newId, sawExpired: oauth.sawStale })
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const correlationId = newId()
    if (error instanceof Refusal) return reply.code(error.status).send(error.envelope(correlationId))
    const status = error.statusCode ?? 500
    const refusal =
      status === 415 ? new Refusal(415, 'VALIDATION_ERROR', 'Unsupported Media Type') : invalid(error.message)
    return reply.code(status).send(refusal.envelope(correlationId))
  })
  server.setNotFoundHandler((_request, reply) => reply.code(404).send(notFound().envelope(newId())))
  objectRoutes(server, gate)
  batchRoutes(server, gate)
  searchRoutes(server, gate)
  associationRoutes(server, gate)
  propertyRoutes(server, gate)
  accountRoutes(server, gate)
  ownerRoutes(server, gate)
  userRoutes(server, gate)
  listRoutes(server, gate)
  callbackRoutes(server, gate, openCallbacks)
  journalRoutes(server, journal)
  void server.register(async (scope) => {
    acceptForm(scope)
    oauthRoutes(scope, { desk: oauth, journal, gate, now })
    authorizeRoutes(scope, oauth)
  })

  const contacts = objectTypeNamed('contacts')
  return {
    get url() {
      const address = server.server.address() as AddressInfo | null
      if (address === null) throw new Error('the fake HubSpot does not listen yet')
      return `http://127.0.0.1:${address.port}`
    },
    listen: (port = 0) => server.listen({ host: '127.0.0.1', port }),
    close: () => server.close(),
    behaviour,
    faults,
    calls,
    hanging: gate.hanging,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    portal: portalOf,
    grant,
    revoke: (accessToken) => void callers.delete(accessToken),
    seedContact(portalId, properties) {
      const how = { version: '2026-03', taken: new Set<string>() }
      return prepareCreate(portalOf(portalId), contacts, { properties }, how)().id
    },
    timeline: (portalId, contactId) => timelineOf(portalOf(portalId), contactId),
    mergeContacts(portalId, primaryId, secondaryId) {
      const portal = portalOf(portalId)
      const survivor = portal.records.get(contacts, primaryId)
      const absorbed = portal.records.get(contacts, secondaryId)
      if (survivor === undefined || absorbed === undefined || survivor === absorbed) {
        throw new Error(`contacts ${primaryId} and ${secondaryId} cannot be merged`)
      }
      portal.records.absorb(contacts, survivor, absorbed)
      portal.associations.move(contacts.id, absorbed.id, survivor.id)
      portal.changed('merged', contacts.id, survivor.id)
    },
    snapshot: () => ({ portals: [...portals].map(([id, portal]) => [id, portal.dump()]) }),
    restore(snapshot) {
      for (const [id, dump] of snapshot.portals) portals.get(id)?.load(dump)
    },
    openCallbacks,
    oauth,
    journal,
  }
}
