import type { FastifyInstance } from 'fastify'
import type { Gate } from '../gate.ts'

/** Who the account is. */
export function accountRoutes(server: FastifyInstance, gate: Gate): void {
  server.get('/account-info/:version/details', async (request) => {
    const portal = gate.admit(request, [['oauth']])
    return {
      portalId: portal.portalId,
      accountType: portal.accountType,
      timeZone: portal.timeZone,
      companyCurrency: 'USD',
      additionalCurrencies: [],
      utcOffset: '+00:00',
      utcOffsetMilliseconds: 0,
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    }
  })
}
