import { PortalsRequest, PortalsResponse } from '../../contract/connection.ts'
import { route, type OperatorDoor, type Route } from '../http/route.ts'
import { readHubSpotTests } from '../store/account/connection-tests.ts'
import type { Database } from '../store/database.ts'
import { countLines } from '../store/line/count-lines.ts'
import { listPortals } from '../store/portal/portals.ts'
import { portalReport } from './portal-report.ts'

export interface ListPortalsNeeds {
  database: Database
  operatorDoor: OperatorDoor
}

/** Every HubSpot account on this relay. */
export function createListPortals(needs: ListPortalsNeeds): { routes: Route[] } {
  const listed = route({
    method: 'POST',
    path: '/admin/portals',
    summary: 'Every HubSpot account on this relay, and how it stands.',
    door: needs.operatorDoor,
    body: PortalsRequest,
    response: PortalsResponse,
    async handle(_, { which }) {
      const [portals, lines, tests] = await Promise.all([
        listPortals(needs.database),
        countLines(needs.database),
        readHubSpotTests(needs.database),
      ])
      const shown = portals.filter(({ state }) => which === 'all' || state === 'active')
      return {
        portals: shown.map((portal) =>
          portalReport(portal, { lines: lines.get(portal.portalId) ?? 0, test: tests.get(portal.portalId) }),
        ),
      }
    },
  })

  return { routes: [listed] }
}
