import { Type, type Static } from 'typebox'
import { HubSpotRefusal, HubSpotScopeMissing, type HubSpotClient } from './client.ts'
import { createRemembered, type Remembered } from './remembered.ts'
import { usersVersion } from './users-version.ts'

/** What HubSpot says of a user. `unknown`: it has none of that id any more. `closed`: the app may not ask, for want of a scope. */
export type UserStanding =
  | { is: 'known'; superAdmin: boolean; roles: readonly string[]; teams: readonly string[] }
  | { is: 'unknown' }
  | { is: 'closed' }

export interface Users {
  /** Throws `Temporary` where HubSpot does not say, and did not lately. */
  find(portalId: string, userId: string): Promise<Remembered<UserStanding>>
}

const Id = Type.Union([Type.String(), Type.Integer()])
const Ids = Type.Optional(Type.Union([Type.Array(Id), Type.Null()]))
const MaybeId = Type.Optional(Type.Union([Id, Type.Null()]))

/** What is used of `GET /settings/users/{usersVersion}/{userId}`. What is not said of somebody, they are not. */
const UserAnswer = Type.Object({
  id: Id,
  superAdmin: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  ...{ roleId: MaybeId, roleIds: Ids, primaryTeamId: MaybeId, secondaryTeamIds: Ids },
})
type UserAnswer = Static<typeof UserAnswer>

/**
 * The account's users by HubSpot's Users API, which needs one of the scopes `settings.users.read` and `crm.objects.users.read`. No
 * edition requires them.
 */
export function usersOf(client: HubSpotClient, now: () => Date): Users {
  const remember = createRemembered<UserStanding>(now)

  async function ask(portalId: string, userId: string): Promise<UserStanding> {
    const path = `/settings/users/${usersVersion}/${userId}`
    const request = { method: 'GET', path, repeatable: true, answer: UserAnswer } as const
    try {
      const answer = await client.request<UserAnswer>(portalId, request)
      // Whoever is named wrongly is nobody.
      return String(answer.id) === userId ? standingOf(answer) : { is: 'unknown' }
    } catch (error) {
      if (error instanceof HubSpotScopeMissing) return { is: 'closed' }
      if (error instanceof HubSpotRefusal && error.gone) return { is: 'unknown' }
      throw error
    }
  }

  return { find: (portalId, userId) => remember(`${portalId}/${userId}`, () => ask(portalId, userId)) }
}

function standingOf({ superAdmin, roleId, roleIds, primaryTeamId, secondaryTeamIds }: UserAnswer): UserStanding {
  const ids = (...some: (string | number | null | undefined)[]) => [
    ...new Set(some.flatMap((id) => (id === null || id === undefined ? [] : [String(id)]))),
  ]
  return {
    is: 'known',
    superAdmin: superAdmin === true,
    roles: ids(roleId, ...(roleIds ?? [])),
    teams: ids(primaryTeamId, ...(secondaryTeamIds ?? [])),
  }
}
