import type { FastifyInstance } from 'fastify'
import type { Gate } from '../gate.ts'
import type { User } from '../portal.ts'
import { invalid, notFound } from '../refusal.ts'
import { pageOf } from './page-of.ts'

/** The Users API has versions of its own: there is none called 2026-09. */
const versions = ['2026-03', '2026-09-beta']
const ofUsers = [['settings.users.read'], ['crm.objects.users.read']]

/** Who signs in to the account, with which permission sets and in which teams. */
export function userRoutes(server: FastifyInstance, gate: Gate): void {
  for (const version of versions) {
    const root = `/settings/users/${version}`

    server.get(root, async (request) => {
      const { users } = gate.admit(request, ofUsers)
      return pageOf(users.map(shown), request.query as { limit?: string; after?: string }, 100)
    })

    server.get(`${root}/roles`, async (request) => {
      const { roles } = gate.admit(request, ofUsers)
      return { results: roles.map((role) => ({ ...role, requiresBillingWrite: false })) }
    })

    server.get(`${root}/teams`, async (request) => {
      const { teams, users } = gate.admit(request, [['settings.users.teams.read']])
      const ids = (some: readonly User[]) => some.map(({ id }) => String(id))
      return {
        results: teams.map((team) => ({
          ...team,
          userIds: ids(users.filter(({ primaryTeamId }) => primaryTeamId === team.id)),
          secondaryUserIds: ids(users.filter(({ secondaryTeamIds }) => secondaryTeamIds?.includes(team.id))),
        })),
      }
    })

    server.get(`${root}/:userId`, async (request) => {
      const { users } = gate.admit(request, ofUsers)
      const { userId } = request.params as { userId: string }
      const { idProperty = 'USER_ID' } = request.query as { idProperty?: string }
      if (idProperty !== 'USER_ID' && idProperty !== 'EMAIL') throw invalid('idProperty must be USER_ID or EMAIL')
      if (idProperty === 'USER_ID' && !/^\d+$/.test(userId)) throw invalid(`${userId} is not a number`)
      const user = users.find(({ id, email }) => (idProperty === 'EMAIL' ? email : String(id)) === userId)
      if (user === undefined) throw notFound('User not found')
      return shown(user)
    })
  }
}

/** What somebody does not have is left out. */
function shown(user: User): Record<string, unknown> {
  const { id, email, firstName, lastName, superAdmin = false, roleIds = [], primaryTeamId } = user
  return {
    ...{ id: String(id), email, firstName, lastName, superAdmin },
    ...(roleIds[0] === undefined ? {} : { roleId: roleIds[0] }),
    roleIds,
    ...(primaryTeamId === undefined ? {} : { primaryTeamId }),
    secondaryTeamIds: user.secondaryTeamIds ?? [],
  }
}
