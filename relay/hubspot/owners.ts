import { Type, type Static } from 'typebox'
import { Permanent, Temporary } from '../errors.ts'
import { HubSpotScopeMissing, type HubSpotClient } from './client.ts'

/** Somebody whom records may belong to. `id` is what `hubspot_owner_id` takes; a user's id is another number. */
export interface Owner {
  id: string
  name: string
}

/** A user as HubSpot or the card names one. */
export interface NamedUser {
  userId?: string | undefined
  email?: string | undefined
}

export interface Owners {
  /** The owner that this user is; null where there is none, or where HubSpot does not say so now. Never throws for HubSpot's sake. */
  find(portalId: string, user: NamedUser): Promise<Owner | null>
}

/** One of `GET /crm/owners/{version}`; every member but the id may be absent, or anything. */
const OwnerAnswer = Type.Object({
  id: Type.String({ minLength: 1 }),
  ...{ email: Type.Optional(Type.Unknown()), archived: Type.Optional(Type.Unknown()) },
  ...{ firstName: Type.Optional(Type.Unknown()), lastName: Type.Optional(Type.Unknown()) },
})
type OwnerAnswer = Static<typeof OwnerAnswer>
const OwnersAnswer = Type.Object({ results: Type.Array(OwnerAnswer) })

/** Milliseconds for which an answer is believed, and for which nobody asks again where none came. */
const [fresh, silence] = [3_600_000, 60_000]
/** Users kept in mind. */
const most = 5_000

/**
 * Who of an account's users is an owner, by HubSpot's owners (`/crm/owners/{version}`, by address, and by `idProperty=userId` where
 * no address is known). It needs a scope that an account may not have granted: then nobody is an owner, and nothing waits for it.
 */
export function ownersOf(client: HubSpotClient, now: () => Date): Owners {
  const known = new Map<string, { owner: Promise<Owner | null>; until: number }>()
  const closed = new Map<string, number>()

  async function ask(portalId: string, { userId, email }: NamedUser): Promise<Owner | null> {
    if (!email) {
      const path = `/crm/owners/{version}/${encodeURIComponent(userId ?? '')}?idProperty=userId`
      const asked = { method: 'GET', path, repeatable: true, answer: OwnerAnswer } as const
      return toOwner(await client.request<OwnerAnswer>(portalId, asked))
    }
    const address = email.toLowerCase()
    const path = `/crm/owners/{version}?limit=100&email=${encodeURIComponent(address)}`
    const asked = { method: 'GET', path, repeatable: true, answer: OwnersAnswer } as const
    const { results } = await client.request<Static<typeof OwnersAnswer>>(portalId, asked)
    const people = results.filter(({ email }) => textOf(email).toLowerCase() === address)
    return toOwner(people.find((one) => one.archived !== true) ?? null)
  }

  return {
    find(portalId, user) {
      const at = now().getTime()
      const key = `${portalId}/${user.email?.toLowerCase() || user.userId || ''}`
      if (key.endsWith('/') || (closed.get(portalId) ?? 0) > at) return Promise.resolve(null)
      const before = known.get(key)
      if (before && before.until > at) return before.owner
      const asked = { until: at + fresh, owner: Promise.resolve<Owner | null>(null) }
      asked.owner = ask(portalId, user).catch((error: unknown) => {
        if (!(error instanceof Temporary || error instanceof Permanent)) {
          known.delete(key)
          throw error
        }
        if (error instanceof HubSpotScopeMissing) closed.set(portalId, at + fresh)
        if (error instanceof Temporary) asked.until = at + silence
        return null
      })
      known.delete(key)
      known.set(key, asked)
      for (const [oldest] of known) {
        if (known.size <= most) break
        known.delete(oldest)
      }
      return asked.owner
    },
  }
}

function toOwner(answer: OwnerAnswer | null): Owner | null {
  if (answer === null || answer.archived === true) return null
  const name = [answer.firstName, answer.lastName].map(textOf).filter(Boolean).join(' ').trim()
  return { id: answer.id, name: name || textOf(answer.email) }
}

const textOf = (said: unknown): string => (typeof said === 'string' ? said : '')
