import type { CallName } from '../calls.ts'
import type { Scene } from '../case.ts'
import type { Hand } from '../hand.ts'
import { changeSettings } from './change-settings.ts'

/** What is named, and is there. */
const [owner, list, role, team] = ['900001', '78', '71', '72']

/** An admin names something of HubSpot's in settings: HubSpot is asked whether it is there, and what it does not say is no mistake. */
function named(what: string, call: CallName, change: Parameters<typeof changeSettings>[1]): Scene {
  return {
    name: `an admin names ${what} in settings`,
    call,
    lasts: 1,
    async act(hand) {
      isThere(hand)
      await changeSettings(hand, change, { trial: true })
    },
  }
}

function isThere({ account, world }: Hand): void {
  const portal = world.hubspot.portal(account.portalId)
  portal.lists.set(list, { name: 'New', objectTypeId: '0-1', processingType: 'MANUAL', members: new Set<string>() })
  portal.roles = [{ id: role, name: 'Sales' }]
  portal.teams = [{ id: team, name: 'North' }]
}

export const namedInSettings: readonly Scene[] = [
  named('an owner', 'look at an owner', () => ({ routing: { owners: { [owner]: ['line'] } } })),
  named('a property', 'look at a property', () => ({ routing: { addresses: { sms: ['city'] } } })),
  named('a list', 'look at a list', ({ autoSend }) => ({
    autoSend: { ...(autoSend as object), match: { lists: [list] } },
  })),
  named('a permission set', 'list permission sets', () => ({ access: { admins: { roles: [role] } } })),
  named('a team', 'list teams', () => ({ access: { admins: { teams: [team] } } })),
]
