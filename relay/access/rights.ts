import type { AccessSection } from '../../contract/settings/access.ts'
import { Invalid, Permanent, Temporary } from '../errors.ts'
import type { OwnerPeople } from '../hubspot/owner-people.ts'
import type { Remembered } from '../hubspot/remembered.ts'
import type { Users, UserStanding } from '../hubspot/users.ts'

/** A user of an account, by the word of HubSpot's signature. */
export interface ProvedUser {
  portalId: string
  userId: string
}

/** What an admin may do now. `why`: in words, why nothing can be changed. */
export interface Allowed {
  canEdit: boolean
  why: string | null
}

export interface Rights {
  /**
   * Throws where this user may not even look at what only admins see: `Invalid` `not_an_admin` or `user_unknown`, or `Temporary`
   * `rights_unknown` where HubSpot does not say, and did not say yes within the last quarter of an hour.
   */
  look(user: ProvedUser): Promise<Allowed>
  /** The same for whoever changes something, which takes HubSpot's word of the last five minutes. */
  insist(user: ProvedUser): Promise<void>
  /** Whether this is an admin, for whoever decides something else by it. Throws `rights_unknown`. */
  isAdmin(user: ProvedUser): Promise<boolean>
  /**
   * Throws `Invalid` `last_admin` where nobody would be left who may change anything, were the list like this: an id that HubSpot does
   * not have is nobody. Where super admins are known there always are some.
   */
  insistOnSuccessor(user: ProvedUser, admins: AccessSection['admins']): Promise<void>
}

/**
 * Who may change an account's settings: its super admins, and whoever stands on its list by user, permission set or team. HubSpot
 * is asked who somebody is, the list is as fresh as the account's settings are.
 */
export function createRights(needs: {
  users: Users
  people: OwnerPeople
  accessOf: (portalId: string) => Promise<AccessSection>
}): Rights {
  async function standing({ portalId, userId }: ProvedUser): Promise<Remembered<UserStanding>> {
    try {
      return await needs.users.find(portalId, userId)
    } catch (error) {
      if (!(error instanceof Temporary || error instanceof Permanent)) throw error
      throw unknownNow(error)
    }
  }

  /** Null: yes. */
  async function refusal(user: ProvedUser, { value }: Remembered<UserStanding>): Promise<Invalid | null> {
    if (value.is === 'unknown') {
      return refused('user_unknown', `HubSpot knows no user ${user.userId} in this account any more.`)
    }
    const admins = (await needs.accessOf(user.portalId)).admins ?? {}
    if (isAdmin(user.userId, value, admins)) return null
    if (value.is === 'known') return refused('not_an_admin', onlyAdmins)
    return refused('not_an_admin', admins.users?.length ? onlyListed : nobodyListed(user))
  }

  /** Where users may not be read, whoever is an owner is one. Where owners may not be read either nobody can say, and the list counts. */
  async function mayBeThere(portalId: string, userId: string): Promise<boolean> {
    try {
      const { value } = await needs.people.find(portalId, userId, 'userId')
      return value === 'closed' || value !== null
    } catch (error) {
      if (!(error instanceof Temporary || error instanceof Permanent)) throw error
      throw unknownNow(error)
    }
  }

  return {
    async look(user) {
      const found = await standing(user)
      const refusal_ = await refusal(user, found)
      if (refusal_) throw refusal_
      return found.stale ? { canEdit: false, why: unknownWords } : { canEdit: true, why: null }
    },
    async insist(user) {
      const found = await standing(user)
      if (found.stale) throw unknownNow()
      const refusal_ = await refusal(user, found)
      if (refusal_) throw refusal_
    },
    async isAdmin(user) {
      return (await refusal(user, await standing(user))) === null
    },
    async insistOnSuccessor(user, admins) {
      if ((await standing(user)).value.is !== 'closed') return
      const { users = [] } = admins ?? {}
      if (users.includes(user.userId)) return
      for (const userId of users) if (await mayBeThere(user.portalId, userId)) return
      throw new Invalid('last_admin', nobodyLeft, { status: 409 })
    },
  }
}

function isAdmin(userId: string, standing: UserStanding, admins: NonNullable<AccessSection['admins']>): boolean {
  if (admins.users?.includes(userId)) return true
  if (standing.is !== 'known') return false
  const has = (named: readonly string[] = [], own: readonly string[]) => named.some((id) => own.includes(id))
  return standing.superAdmin || has(admins.roles, standing.roles) || has(admins.teams, standing.teams)
}

const onlyAdmins =
  'Only admins of Homing may see and change this: super admins of this HubSpot account, and whoever stands on its list of admins. Ask one of them.'
const onlyListed =
  "Only whoever stands on this account's list of admins may see and change this: Homing was not granted the scope settings.users.read, so it cannot know super admins and teams. Ask somebody on the list."
const nobodyLeft =
  'Nothing is saved: nobody would be left who may change settings. Homing was not granted the scope settings.users.read, so only users whom the list names by their id, and whom HubSpot has, are admins: leave at least one there.'
const unknownWords =
  'HubSpot does not say now who you are in this account, so nothing can be changed. Try again in a moment.'

function nobodyListed({ portalId, userId }: ProvedUser): string {
  return (
    'Nobody is an admin of Homing here yet, and Homing was not granted the scope settings.users.read to know super admins. ' +
    `Whoever runs the relay names the first: npm run relay -- settings admin ${userId} --account ${portalId}`
  )
}

function refused(code: 'not_an_admin' | 'user_unknown', words: string): Invalid {
  return new Invalid(code, words, { status: 403 })
}

function unknownNow(cause?: unknown): Temporary {
  return new Temporary('rights_unknown', unknownWords, { cause, retryAfter: 5_000 })
}
