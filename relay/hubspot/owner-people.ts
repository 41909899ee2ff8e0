import { Type, type Static } from 'typebox'
import { HubSpotRefusal, HubSpotScopeMissing, type HubSpotClient } from './client.ts'
import { createRemembered, type Remembered } from './remembered.ts'

/** Who an owner is: null as a user where they left the account. */
export interface OwnerPerson {
  userId: string | null
  teams: readonly string[]
}

export interface OwnerPeople {
  /**
   * By the owner's own id, or by their user's. Null: there is none. `closed`: the app may not ask, for want of a scope. Throws
   * `Temporary` where HubSpot does not say, and did not lately.
   */
  find(portalId: string, id: string, by: 'id' | 'userId'): Promise<Remembered<OwnerPerson | 'closed' | null>>
}

const Id = Type.Union([Type.String(), Type.Integer()])

/** What is used of `GET /crm/owners/{version}/{id}`. */
const OwnerAnswer = Type.Object({
  id: Id,
  userId: Type.Optional(Type.Union([Id, Type.Null()])),
  teams: Type.Optional(Type.Union([Type.Array(Type.Object({ id: Id })), Type.Null()])),
})
type OwnerAnswer = Static<typeof OwnerAnswer>

/** HubSpot's owners as people who read: unlike `ownersOf`, which names who wrote, it never takes silence for nobody. */
export function ownerPeopleOf(client: HubSpotClient, now: () => Date): OwnerPeople {
  const remember = createRemembered<OwnerPerson | 'closed' | null>(now)

  async function ask(portalId: string, id: string, by: 'id' | 'userId'): Promise<OwnerPerson | 'closed' | null> {
    const path = `/crm/owners/{version}/${encodeURIComponent(id)}?idProperty=${by}`
    const request = { method: 'GET', path, repeatable: true, answer: OwnerAnswer } as const
    try {
      const answer = await client.request<OwnerAnswer>(portalId, request)
      if (String(by === 'id' ? answer.id : answer.userId) !== id) return null
      const { userId, teams } = answer
      return {
        userId: userId === null || userId === undefined ? null : String(userId),
        teams: (teams ?? []).map((team) => String(team.id)),
      }
    } catch (error) {
      if (error instanceof HubSpotScopeMissing) return 'closed'
      if (error instanceof HubSpotRefusal && error.gone) return null
      throw error
    }
  }

  return { find: (portalId, id, by) => remember(`${portalId}/${by}/${id}`, () => ask(portalId, id, by)) }
}
