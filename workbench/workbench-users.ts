import { roles, teams, users } from './cast.ts'
import type { User } from './hubspot/portal.ts'
import type { WorkbenchUser } from './page/api.ts'

/** The users of the account as HubSpot tells an extension of the one who is signed in. */
export function workbenchUsers(): [WorkbenchUser, ...WorkbenchUser[]] {
  const [first, ...others] = users
  return [shown(first), ...others.map(shown)]
}

function shown(user: User): WorkbenchUser {
  const { id, email, firstName, lastName, superAdmin = false } = user
  const named = roles.find((role) => role.id === user.roleIds?.[0])
  return {
    ...{ id, email, firstName, lastName, superAdmin },
    role: superAdmin ? 'Super admin' : (named?.name ?? 'User'),
    teams: teams
      .filter((team) => teamsOf(user).includes(team.id))
      .map((team) => ({
        id: Number(team.id),
        name: team.name,
        teammates: users.filter((one) => one.id !== id && teamsOf(one).includes(team.id)).map((one) => one.id),
      })),
  }
}

function teamsOf({ primaryTeamId, secondaryTeamIds = [] }: User): readonly string[] {
  return primaryTeamId === undefined ? secondaryTeamIds : [primaryTeamId, ...secondaryTeamIds]
}
