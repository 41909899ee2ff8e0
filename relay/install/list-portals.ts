import { PortalsRequest, PortalsResponse, type PortalReport } from '../../contract/connection.ts'
import type { Lines } from '../providers/lines.ts'
import { route, type Route } from '../http/route.ts'
import { readHubSpotTests, type KeptTest } from '../store/account/connection-tests.ts'
import type { Database } from '../store/database.ts'
import { listPortals } from '../store/portal/portals.ts'
import type { OperatorDoor } from './may-run.ts'

export interface ListPortalsNeeds {
  database: Database
  lines: Lines
  operatorDoor: OperatorDoor
}

/** Every HubSpot account on this relay; for whoever may only speak of one, that one. */
export function createListPortals(needs: ListPortalsNeeds): { routes: Route[] } {
  const listed = route({
    method: 'POST',
    path: '/admin/portals',
    summary: 'Every HubSpot account on this relay, and how it stands.',
    door: needs.operatorDoor,
    body: PortalsRequest,
    response: PortalsResponse,
    async handle({ caller }, { which }) {
      const [portals, tests] = await Promise.all([listPortals(needs.database), readHubSpotTests(needs.database)])
      const shown = portals
        .filter(({ portalId }) => caller.runsAll || portalId === caller.portalId)
        .filter(({ state }) => which === 'all' || state === 'active')
      return {
        portals: shown.map(({ scopes: _scopes, installedAt, ...portal }) => ({
          ...portal,
          installedAt: installedAt.toISOString(),
          lines: needs.lines.list(portal.portalId).length,
          test: asReport(tests.get(portal.portalId)),
        })),
      }
    },
  })

  return { routes: [listed] }
}

function asReport(test: KeptTest | undefined): PortalReport['test'] {
  return test ? { at: test.at.toISOString(), result: test.result, code: test.code, words: test.words } : null
}
