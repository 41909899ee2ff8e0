import type { FastifyInstance } from 'fastify'
import type { Gate } from '../gate.ts'
import { invalid, notFound } from '../refusal.ts'

/** Who the account is and who works in it. */
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

  server.get('/crm/owners/:version', async (request) => {
    const portal = gate.admit(request, [['crm.objects.owners.read']])
    const { email, limit = '100', after = '0' } = request.query as { email?: string; limit?: string; after?: string }
    const size = Number(limit)
    if (!Number.isInteger(size) || size < 1 || size > 500) throw invalid('limit must be between 1 and 500')
    const owners = portal.owners.filter((owner) => email === undefined || owner.email === email)
    const begin = Number(after)
    const page = owners.slice(begin, begin + size)
    const paging = begin + size < owners.length ? { paging: { next: { after: String(begin + size) } } } : {}
    return { results: page.map((owner) => ({ ...owner, archived: false })), ...paging }
  })

  server.get('/crm/owners/:version/:id', async (request) => {
    const portal = gate.admit(request, [['crm.objects.owners.read']])
    const { id } = request.params as { id: string }
    const owner = portal.owners.find((candidate) => candidate.id === id)
    if (owner === undefined) throw notFound()
    return { ...owner, archived: false }
  })
}
