import type { AccessSection } from '../../contract/settings/access.ts'
import { Invalid, Permanent, Temporary } from '../errors.ts'
import type { OwnerPeople, OwnerPerson } from '../hubspot/owner-people.ts'
import type { Users } from '../hubspot/users.ts'
import type { ProvedUser, Rights } from './rights.ts'

/** A contact as HubSpot has it. */
export interface ReadContact {
  id: string
  properties: Readonly<Record<string, string | null>>
}

/** Throws where this user may not read this contact's conversation, and so may not write to it either. */
export type ReadRule = (
  /** Null: nobody vouches for who asks. */
  user: ProvedUser | null,
  portalId: string,
  contact: ReadContact | null,
) => Promise<void>

/**
 * Who reads a conversation: everyone, or the contact's owner, whoever is in a team with them, and admins. Throws `Invalid`
 * `proof_required` where nobody vouches for who asks, and `not_a_reader`; `Temporary` where HubSpot does not say.
 */
export function createReadRule(needs: {
  accessOf: (portalId: string) => Promise<AccessSection>
  rights: Pick<Rights, 'isAdmin'>
  users: Users
  people: OwnerPeople
}): ReadRule {
  return async (user, portalId, contact) => {
    const { reading = 'everyone' } = await needs.accessOf(portalId)
    if (reading === 'everyone') return
    if (user === null) {
      throw new Invalid(
        'proof_required',
        "In this account a conversation is for the contact's owner, their team and admins, and nobody proves who asks. Reload the page.",
        { status: 403 },
      )
    }
    if (contact === null) throw new Invalid('record_unnamed', 'Name the contact that this is about.', { status: 400 })
    // Either is enough, so that neither has to wait for what only the other needs to know.
    const found = await Promise.allSettled([told(needs.rights.isAdmin(user)), refusalOf(user, contact)])
    const [admin, refusal] = found
    if ((admin.status === 'fulfilled' && admin.value) || (refusal.status === 'fulfilled' && refusal.value === null))
      return
    for (const one of found) if (one.status === 'rejected') throw one.reason
    if (refusal.status === 'fulfilled' && refusal.value) throw notAReader(refusal.value)
  }

  /** Why whoever is no admin may not read it; null where they may. */
  async function refusalOf(user: ProvedUser, { properties }: ReadContact): Promise<string | null> {
    const ownerId = properties['hubspot_owner_id']
    if (!ownerId) return 'nobody is the owner'
    const owner = await person(user.portalId, ownerId, 'id')
    if (owner === null) return 'the owner has left HubSpot'
    if (owner.userId === user.userId) return null
    const teams = owner.teams.length > 0 ? await teamsOf(user) : []
    return owner.teams.some((team) => teams.includes(team)) ? null : 'the owner is somebody else'
  }

  /** The Users API knows all teams of a user; where it may not be asked, those of an owner are known. */
  async function teamsOf({ portalId, userId }: ProvedUser): Promise<readonly string[]> {
    const { value } = await told(needs.users.find(portalId, userId))
    if (value.is === 'known') return value.teams
    return value.is === 'closed' ? ((await person(portalId, userId, 'userId'))?.teams ?? []) : []
  }

  async function person(portalId: string, id: string, by: 'id' | 'userId'): Promise<OwnerPerson | null> {
    const { value } = await told(needs.people.find(portalId, id, by))
    if (value !== 'closed') return value
    throw new Temporary(
      'readers_unknown',
      'Homing was not granted the scope crm.objects.owners.read, so it cannot know who may read this conversation. Ask an admin to grant it, or to let everyone read.',
    )
  }

  async function told<Value>(answer: Promise<Value>): Promise<Value> {
    try {
      return await answer
    } catch (error) {
      if (!(error instanceof Temporary || error instanceof Permanent)) throw error
      const words = 'HubSpot does not say now who may read this conversation. Try again in a moment.'
      throw new Temporary('readers_unknown', words, { cause: error, retryAfter: 5_000 })
    }
  }
}

function notAReader(because: string): Invalid {
  return new Invalid(
    'not_a_reader',
    `In this account a conversation is for the contact's owner, their team and admins; of this contact ${because}. Ask an admin, or have the contact assigned to you.`,
    { status: 403 },
  )
}
