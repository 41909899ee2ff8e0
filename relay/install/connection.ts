import { ConnectionReport, ConnectionRequest } from '../../contract/connection.ts'
import type { Connections } from '../connections/connections.ts'
import { route, type Route } from '../http/route.ts'
import { mayRun, type OperatorDoor } from './may-run.ts'

export interface ConnectionNeeds {
  connections: Pick<Connections, 'testHubSpot'>
  operatorDoor: OperatorDoor
}

/** "Test connection": is the credential of an account good, is it of that account, and what may it not do? */
export function createConnection(needs: ConnectionNeeds): { routes: Route[] } {
  const tested = route({
    method: 'POST',
    path: '/admin/connection/test',
    summary: 'Tells whether the credential of a HubSpot account is good, and which scopes it lacks.',
    door: needs.operatorDoor,
    body: ConnectionRequest,
    response: ConnectionReport,
    async handle({ caller }, { portalId }) {
      mayRun(caller, portalId)
      return needs.connections.testHubSpot(portalId, 'operator')
    },
  })

  return { routes: [tested] }
}
