import type { AccessSection } from '../../contract/settings/access.ts'
import type { HubSpotClient } from '../hubspot/client.ts'
import { ownerPeopleOf } from '../hubspot/owner-people.ts'
import { usersOf } from '../hubspot/users.ts'
import { createReadRule, type ReadRule } from './read-rule.ts'
import { createRights, type Rights } from './rights.ts'

export interface Access {
  rights: Rights
  mayRead: ReadRule
}

/** Who may do what in an account, by what it has configured and by what HubSpot says of its users. */
export function createAccess(needs: {
  client: HubSpotClient
  now: () => Date
  accessOf: (portalId: string) => Promise<AccessSection>
}): Access {
  const { client, now, accessOf } = needs
  const users = usersOf(client, now)
  const people = ownerPeopleOf(client, now)
  const rights = createRights({ users, people, accessOf })
  return { rights, mayRead: createReadRule({ accessOf, rights, users, people }) }
}
