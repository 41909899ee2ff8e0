import type { FastifyInstance } from 'fastify'
import type { Gate } from '../gate.ts'
import type { Owner, Portal } from '../portal.ts'
import { invalid, notFound } from '../refusal.ts'
import { pageOf } from './page-of.ts'

const scopes = [['crm.objects.owners.read']]

/** Users as owners of records, by their other number. */
export function ownerRoutes(server: FastifyInstance, gate: Gate): void {
  server.get('/crm/owners/:version', async (request) => {
    const portal = gate.admit(request, scopes)
    const query = request.query as { email?: string; limit?: string; after?: string }
    const owners = portal.owners.filter((owner) => query.email === undefined || owner.email === query.email)
    return pageOf(
      owners.map((owner) => shown(portal, owner)),
      query,
      500,
    )
  })

  server.get('/crm/owners/:version/:id', async (request) => {
    const portal = gate.admit(request, scopes)
    const { id } = request.params as { id: string }
    const { idProperty = 'id' } = request.query as { idProperty?: string }
    if (idProperty !== 'id' && idProperty !== 'userId') throw invalid('idProperty must be id or userId')
    if (!/^\d+$/.test(id)) throw invalid(`${id} is not a number`)
    const owner = portal.owners.find((one) => (idProperty === 'id' ? one.id : String(one.userId)) === id)
    if (owner === undefined) throw notFound()
    return shown(portal, owner)
  })
}

/** Whoever left the account is an owner without a user, whose records stay. */
function shown({ users, teams }: Portal, { userId, ...owner }: Owner): Record<string, unknown> {
  const user = users.find(({ id }) => id === userId)
  const of = user ? [user.primaryTeamId, ...(user.secondaryTeamIds ?? [])] : []
  const named = teams.flatMap(({ id, name }) => (of.includes(id) ? [{ id, name, primary: id === of[0] }] : []))
  return {
    ...owner,
    type: 'PERSON',
    ...(user ? { userId } : {}),
    userIdIncludingInactive: userId,
    ...(named.length > 0 ? { teams: named } : {}),
    archived: false,
  }
}
