import { Type, type Static } from 'typebox'
import { Permanent, Temporary } from '../errors.ts'
import { HubSpotRefusal, HubSpotScopeMissing, type HubSpotClient } from './client.ts'
import { ContactAnswer, propertyOf } from './contact-answer.ts'
import { gatherCalls } from './gather-calls.ts'

type Properties = Record<string, string | null>

/** What HubSpot knows of contacts at this moment, asked for many at once. Nothing is kept in mind. */
export interface ContactFacts {
  /** These properties of a contact, or of whoever it was merged into; null where there is no such contact. */
  propertiesOf(portalId: string, contactId: string, names: readonly string[]): Promise<Properties | null>
  /** Ids of the lists that a contact is in. Needs the scope crm.lists.read. */
  listsOf(portalId: string, contactId: string): Promise<string[]>
}

/** HubSpot takes so many in a batch. */
const batch = { count: 100, characters: 100_000 }

const ReadAnswer = Type.Object({
  results: Type.Array(Type.Object({ id: Type.String(), properties: Type.Record(Type.String(), Type.Unknown()) })),
})
const Membership = Type.Object({ listId: Type.String() })
const MembershipsAnswer = Type.Object({
  results: Type.Array(Type.Object({ recordId: Type.String(), recordListMemberships: Type.Array(Membership) })),
})
const OwnMembershipsAnswer = Type.Object({ results: Type.Array(Membership) })

/** `null` of an answer: the batch does not speak of this one. */
export function createContactFacts(client: HubSpotClient): ContactFacts {
  const readMany = gatherCalls<Properties | null>(
    batch,
    async (portalId, asked) => {
      const wanted = asked.map((one) => JSON.parse(one) as { id: string; names: string[] })
      const names = [...new Set(wanted.flatMap((one) => one.names))]
      const { results } = await client.request<Static<typeof ReadAnswer>>(portalId, {
        method: 'POST',
        path: '/crm/objects/{version}/contacts/batch/read',
        body: { inputs: wanted.map(({ id }) => ({ id })), properties: names },
        repeatable: true,
        answer: ReadAnswer,
      })
      const byId = new Map(results.map((one) => [one.id, one]))
      return wanted.map(({ id, names }) => {
        const found = byId.get(id)
        return found ? only(names, found) : null
      })
    },
    isRefused,
  )

  const readLists = gatherCalls<string[] | null>(
    batch,
    async (portalId, asked) => {
      const { results } = await client.request<Static<typeof MembershipsAnswer>>(portalId, {
        method: 'POST',
        path: '/crm/lists/{version}/records/memberships/batch/read',
        body: { inputs: asked.map((recordId) => ({ objectTypeId: '0-1', recordId })) },
        repeatable: true,
        answer: MembershipsAnswer,
      })
      const byId = new Map(results.map(({ recordId, recordListMemberships: all }) => [recordId, all.map(idOfList)]))
      return asked.map((id) => byId.get(id) ?? null)
    },
    isRefused,
  )

  return {
    async propertiesOf(portalId, contactId, names) {
      const read = await readMany(portalId, JSON.stringify({ id: contactId, names })).catch(asLater)
      if (read) return read
      // A batch follows no merges, and says little of what is gone.
      try {
        const path = `/crm/objects/{version}/contacts/${contactId}?properties=${names.map(encodeURIComponent).join(',')}`
        const asked = { method: 'GET', path, repeatable: true, answer: ContactAnswer } as const
        return only(names, await client.request<ContactAnswer>(portalId, asked))
      } catch (error) {
        if (error instanceof HubSpotRefusal && error.gone) return null
        return asLater(error)
      }
    },
    async listsOf(portalId, contactId) {
      const read = await readLists(portalId, contactId).catch(asLater)
      if (read) return read
      const path = `/crm/lists/{version}/records/0-1/${contactId}/memberships`
      const asked = { method: 'GET', path, repeatable: true, answer: OwnMembershipsAnswer } as const
      const { results } = await client.request<Static<typeof OwnMembershipsAnswer>>(portalId, asked).catch(asLater)
      return results.map(idOfList)
    },
  }
}

/** HubSpot says no to what was asked, which one of many may be to blame for. */
const isRefused = (_portalId: string, error: unknown): Promise<boolean> =>
  Promise.resolve(error instanceof HubSpotRefusal)

const idOfList = ({ listId }: { listId: string }): string => listId

const only = (names: readonly string[], contact: ContactAnswer): Properties =>
  Object.fromEntries(names.map((name) => [name, propertyOf(contact, name)]))

/** Whoever asks waits until HubSpot says what a contact is. */
function asLater(error: unknown): never {
  if (error instanceof HubSpotScopeMissing || !(error instanceof Permanent)) throw error
  throw new Temporary('contact_unreadable', `HubSpot does not say what this contact is: ${error.message}`, {
    cause: error,
  })
}
