import {
  ConnectionReport,
  ConnectionRequest,
  KnownConnection,
  KnownConnectionRequest,
} from '../../contract/connection.ts'
import type { Accounts } from '../account/account.ts'
import type { Connections } from '../connections/connections.ts'
import { accountNamed } from '../http/account-named.ts'
import { atBothDesks, type DeskDoors } from '../http/desks.ts'
import { unknownPortal } from '../http/own-portal.ts'
import { route, type OperatorDoor, type Route } from '../http/route.ts'
import { hubspotSubject, readConnectionTests } from '../store/account/connection-tests.ts'
import type { Database } from '../store/database.ts'
import { readPortal } from '../store/portal/portals.ts'
import { portalReport } from './portal-report.ts'

export interface ConnectionNeeds extends DeskDoors {
  database: Database
  accounts: Accounts
  connections: Pick<Connections, 'testHubSpot'>
  operatorDoor: OperatorDoor
}

/** How the connection of an account to HubSpot stands: as it is known, or found out by asking HubSpot now. */
export function createConnection(needs: ConnectionNeeds): { routes: Route[] } {
  const shown = atBothDesks(needs, ({ prefix, doors }) => [
    route({
      method: 'POST',
      path: `${prefix}/connection`,
      summary:
        'How an account is connected to HubSpot: by what, since when, with which scopes, and what its test found.',
      door: doors.look,
      body: KnownConnectionRequest,
      response: KnownConnection,
      async handle({ caller }, { portalId }) {
        const { lines } = await accountNamed(caller.portalId, portalId, needs)
        const own = needs.database.forPortal(portalId)
        const [portal, tests] = await Promise.all([readPortal(own), readConnectionTests(own)])
        if (!portal) throw unknownPortal(portalId)
        const known = { lines: lines.list().length, test: tests.get(hubspotSubject) }
        return { ...portalReport(portal, known), scopes: portal.credential === 'oauth' ? portal.scopes : null }
      },
    }),
  ])

  /** Admins test at `/settings/test`. */
  const tested = route({
    method: 'POST',
    path: '/admin/connection/test',
    summary: 'Tells whether the credential of a HubSpot account is good, and which scopes it lacks.',
    door: needs.operatorDoor,
    body: ConnectionRequest,
    response: ConnectionReport,
    async handle(_, { portalId }) {
      return needs.connections.testHubSpot(portalId, 'operator')
    },
  })

  return { routes: [...shown, tested] }
}
