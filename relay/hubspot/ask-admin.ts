import { Type, type Static } from 'typebox'
import { didYouMean } from '../policy/did-you-mean.ts'
import { HubSpotRefusal, HubSpotScopeMissing, type HubSpotClient } from './client.ts'
import { usersVersion } from './users-version.ts'

/** What an account's list of admins names by id. */
export type AdminKind = 'user' | 'role' | 'team'

const Id = Type.Union([Type.String(), Type.Integer()])
const UserAnswer = Type.Object({ id: Id })
const OwnerAnswer = Type.Object({ id: Id, userId: Type.Optional(Type.Union([Id, Type.Null()])) })
const ListAnswer = Type.Object({ results: Type.Array(Type.Object({ id: Id, name: Type.Optional(Type.String()) })) })

const lists = { role: { path: 'roles', what: 'permission set' }, team: { path: 'teams', what: 'team' } }

/** Permission sets and teams that are named at most. */
const most = 20

/**
 * Whether an account's HubSpot has this user, permission set or team: null, or in words what it has instead. Permission sets and teams are
 * asked for once, all of them. Throws what the client throws, `HubSpotScopeMissing` where nobody can say.
 */
export function createAskAdmin(
  client: HubSpotClient,
  portalId: string,
): (kind: AdminKind, id: string) => Promise<string | null> {
  const all = new Map<string, Promise<Static<typeof ListAnswer>>>()

  async function askUser(id: string): Promise<string | null> {
    try {
      await get(`/settings/users/${usersVersion}/${id}`, UserAnswer)
      return null
    } catch (error) {
      if (error instanceof HubSpotRefusal && error.gone)
        return `names the user ${id}, whom HubSpot does not have${await meant(id)}`
      // Whoever is an owner is a user, too, and owners are read by another scope.
      if (error instanceof HubSpotScopeMissing && (await isOwner(id))) return null
      throw error
    }
  }

  /** People take the id of an owner for that of a user. */
  async function meant(id: string): Promise<string> {
    const owner = await ownerBy('id', id)
    return owner?.userId
      ? `: it is the id of an owner, whose user is ${owner.userId}`
      : ': a user’s id stands in the address of their page in HubSpot'
  }

  async function isOwner(userId: string): Promise<boolean> {
    return String((await ownerBy('userId', userId))?.userId ?? '') === userId
  }

  /** Null where there is none, or where HubSpot does not say. */
  async function ownerBy(property: 'id' | 'userId', id: string): Promise<Static<typeof OwnerAnswer> | null> {
    try {
      return await get(`/crm/owners/{version}/${id}?idProperty=${property}`, OwnerAnswer)
    } catch {
      return null
    }
  }

  async function askList(kind: 'role' | 'team', id: string): Promise<string | null> {
    const { path, what } = lists[kind]
    const asked = all.get(kind) ?? get(`/settings/users/${usersVersion}/${path}`, ListAnswer)
    all.set(kind, asked)
    const { results } = await asked
    const known = results.map((one) => ({ id: String(one.id), name: one.name ?? '' }))
    if (known.some((one) => one.id === id)) return null
    const shown = known.slice(0, most).map(({ id, name }) => (name ? `${id} (${name})` : id))
    const others =
      shown.length > 0 ? `there are ${shown.join(', ')}${known.length > most ? ' …' : ''}` : 'there are none'
    return `names the ${what} ${id}, which HubSpot does not have: ${others}${didYouMean(
      id,
      known.map((one) => one.id),
    )}`
  }

  function get<Answer extends typeof UserAnswer | typeof OwnerAnswer | typeof ListAnswer>(
    path: string,
    answer: Answer,
  ) {
    return client.request<Static<Answer>>(portalId, { method: 'GET', path, repeatable: true, answer })
  }

  return (kind, id) => (kind === 'user' ? askUser(id) : askList(kind, id))
}
