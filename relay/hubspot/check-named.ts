import { Type, type Static } from 'typebox'
import { Temporary } from '../errors.ts'
import { createAskAdmin, type AdminKind } from './ask-admin.ts'
import { HubSpotRefusal, HubSpotScopeMissing, type HubSpotClient } from './client.ts'

/** Something of an account's HubSpot that settings name, and where they do. */
export interface NamedThing {
  kind: 'owner' | 'list' | 'property' | AdminKind
  /** A property's name; of all others an id. */
  name: string
  /** As `routing.owners.900001`. */
  path: string
  /** Of a property: values that it is to have. */
  values?: readonly string[]
}

/** What HubSpot says of it. */
export interface CheckedNames {
  /** What is not there, each with its place, in words that follow its name. */
  mistakes: { path: string; words: string }[]
  /** What HubSpot did not say, in sentences: it is saved all the same. */
  notes: string[]
}

export type CheckNamed = (portalId: string, named: readonly NamedThing[]) => Promise<CheckedNames>

/** Milliseconds; whoever saves is waiting. */
const patience = 8_000
/** Questions at once. */
const atOnce = 10

const ListAnswer = Type.Object({
  list: Type.Object({ objectTypeId: Type.String(), name: Type.Optional(Type.String()) }),
})
const PropertyAnswer = Type.Object({ options: Type.Optional(Type.Array(Type.Object({ value: Type.String() }))) })

const kinds = {
  owner: { path: '/crm/owners/{version}/', scope: 'crm.objects.owners.read', what: 'owners' },
  list: { path: '/crm/lists/{version}/', scope: 'crm.lists.read', what: 'lists' },
  property: { path: '/crm/properties/{version}/contacts/', scope: 'crm.schemas.contacts.read', what: 'properties' },
}
const unread: Record<Kind, { scope: string; what: string }> = {
  ...kinds,
  user: { scope: 'settings.users.read', what: 'users' },
  role: { scope: 'settings.users.read', what: 'permission sets' },
  team: { scope: 'settings.users.teams.read', what: 'teams' },
}

type Kind = NamedThing['kind']
type CrmKind = keyof typeof kinds

/**
 * Asks HubSpot whether owners, lists, properties, users, permission sets and teams that settings name are there, within eight seconds. Never throws for HubSpot's
 * sake: what it does not say is no mistake.
 */
export function createCheckNamed(client: HubSpotClient, limit = patience): CheckNamed {
  async function ask(portalId: string, kind: CrmKind, { name, values = [] }: NamedThing): Promise<string | null> {
    const path = kinds[kind].path + encodeURIComponent(name)
    try {
      const answer = await client.request<unknown>(portalId, {
        method: 'GET',
        path,
        repeatable: true,
        ...answerOf(kind),
      })
      return kind === 'list'
        ? strangeList(answer as Static<typeof ListAnswer>)
        : strangeValue(answer as Static<typeof PropertyAnswer>, kind === 'property' ? values : [])
    } catch (error) {
      if (error instanceof HubSpotRefusal && error.gone) return absent[kind](name)
      throw error
    }
  }

  return async (portalId, named) => {
    const mistakes: CheckedNames['mistakes'] = []
    const unsaid = new Map<Kind, unknown>()
    const left = new Set(named)
    let late = false
    const askAdmin = createAskAdmin(client, portalId)
    const wordsOf = (one: NamedThing) =>
      one.kind === 'user' || one.kind === 'role' || one.kind === 'team'
        ? askAdmin(one.kind, one.name)
        : ask(portalId, one.kind, one)
    async function work(queue: NamedThing[]): Promise<void> {
      for (let one = queue.shift(); one && !late; one = queue.shift()) {
        // One that is refused for a scope is refused for all of its kind; of users some may be known as owners.
        if (unsaid.has(one.kind) && one.kind !== 'user') continue
        try {
          const words = await wordsOf(one)
          left.delete(one)
          if (words !== null && !late) mistakes.push({ path: one.path, words })
        } catch (error) {
          if (!(error instanceof Error)) throw error
          unsaid.set(one.kind, error)
        }
      }
    }
    const queue = [...named]
    const all = Promise.all(Array.from({ length: atOnce }, () => work(queue)))
    let timer: NodeJS.Timeout | undefined
    await Promise.race([all, new Promise((resolve) => (timer = setTimeout(resolve, limit)))])
    clearTimeout(timer)
    late = true
    const open = [...new Set([...left].map(({ kind }) => kind))]
    return { mistakes: inOrder(mistakes, named), notes: open.map((kind) => noteOf(kind, unsaid.get(kind))) }
  }
}

const answerOf = (kind: CrmKind) => ({ answer: kind === 'list' ? ListAnswer : PropertyAnswer })

const absent: Record<CrmKind, (name: string) => string> = {
  owner: (id) => `names the owner ${id}, whom HubSpot does not have: an owner's id is not the id of a user`,
  list: (id) => `names the list ${id}, which HubSpot does not have`,
  property: (name) => `names the property "${name}", which contacts do not have in HubSpot`,
}

function strangeList({ list }: Static<typeof ListAnswer>): string | null {
  return list.objectTypeId === '0-1' ? null : 'names a list that is not one of contacts'
}

function strangeValue({ options = [] }: Static<typeof PropertyAnswer>, values: readonly string[]): string | null {
  const known = options.map(({ value }) => value)
  const strange = known.length === 0 ? [] : values.filter((value) => !known.includes(value))
  if (strange.length === 0) return null
  const shown = `${known.slice(0, 20).join(', ')}${known.length > 20 ? ' …' : ''}`
  return `has the value ${strange.map((value) => `"${value}"`).join(', ')}, which the property cannot have; it can have ${shown}`
}

function noteOf(kind: Kind, error: unknown): string {
  const { scope, what } = unread[kind]
  if (error instanceof HubSpotScopeMissing) {
    const waits = kind === 'list' ? ', and auto-send waits until it may' : ''
    return `The relay may not read ${what} in HubSpot, so nobody knows whether those that are named are there${waits}: grant ${error.scopes[0] ?? scope}.`
  }
  const why = error instanceof Temporary || error instanceof HubSpotRefusal ? ` (${error.message})` : ''
  return `HubSpot did not say whether the ${what} that are named are there${why}. It is saved all the same.`
}

function inOrder(mistakes: CheckedNames['mistakes'], named: readonly NamedThing[]): CheckedNames['mistakes'] {
  const places = named.map(({ path }) => path)
  return mistakes.toSorted((one, other) => places.indexOf(one.path) - places.indexOf(other.path))
}
