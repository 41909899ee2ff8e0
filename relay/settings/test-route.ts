import { TestSettingsRequest, TestSettingsResponse } from '../../contract/settings/settings-request.ts'
import type { Accounts } from '../account/account.ts'
import { usableLines } from '../account/usable-lines.ts'
import type { Connections } from '../connections/connections.ts'
import { Invalid } from '../errors.ts'
import { ownPortal } from '../http/own-portal.ts'
import { route, type Door, type Route } from '../http/route.ts'
import type { SettingsCaller } from './settings-caller.ts'

export interface TestRouteNeeds {
  accounts: Accounts
  connections: Connections
}

/** Asks HubSpot and vendors now, for whoever may change settings: what is found is kept, and shown with them. */
export function testRoute(door: Door<SettingsCaller>, prefix: string, needs: TestRouteNeeds): Route {
  return route({
    method: 'POST',
    path: `${prefix}/test`,
    summary: 'Are the credentials of HubSpot and of the lines right, and what is missing? One line, or everything.',
    door,
    body: TestSettingsRequest,
    response: TestSettingsResponse,
    async handle({ caller }, { portalId: named, lineId }) {
      const { portalId, by } = caller
      ownPortal(portalId, named ?? portalId)
      await caller.mayChange()
      const { lines } = await needs.accounts.of(portalId)
      const one = lineId === undefined ? null : lines.find(lineId)
      if (lineId !== undefined && !one) {
        const ids = lines.list().map(({ line }) => line.id)
        const others = ids.length > 0 ? `but there are ${ids.join(', ')}` : 'nor any other yet'
        throw new Invalid('unknown_line', `There is no line "${lineId}" here, ${others}.`, { status: 404 })
      }
      const [hubspot, tests] = await Promise.all([
        one ? null : needs.connections.testHubSpot(portalId, by),
        needs.connections.testLines(portalId, one ? [one] : usableLines(lines), by),
      ])
      return { hubspot, tests }
    },
  })
}
