import type { SectionValues } from '../../contract/settings/sections.ts'
import { Invalid } from '../errors.ts'
import { ownPortal } from '../http/own-portal.ts'
import { door, type Door, type Route, type OperatorDoor } from '../http/route.ts'
import { bodyMembers } from '../hubspot/body-members.ts'
import { readAccount } from '../store/account/read-account.ts'
import { readPortal } from '../store/portal/portals.ts'
import type { SettingsCaller } from './settings-caller.ts'
import type { SettingsNeeds } from './settings-needs.ts'
import { settingsRoutes } from './settings-routes.ts'
import type { TestRouteNeeds } from './test-route.ts'
import type { TestSavedNeeds } from './test-saved.ts'

export interface SettingsDoors extends SettingsNeeds, TestSavedNeeds, TestRouteNeeds {
  operatorDoor: OperatorDoor
  /** Lets in whoever may look; whether they may change something as well is asked of `rights`. */
  adminDoor: { look: Door<Admin> }
  rights: {
    insist: (user: Admin) => Promise<void>
    insistOnSuccessor: (user: Admin, admins: SectionValues['access']['admins']) => Promise<void>
  }
}

/** Whom HubSpot's signature names. */
interface Admin {
  portalId: string
  userId: string
}

/** An admin, or whoever runs the relay, changes what an account has configured. */
export function createSettings(needs: SettingsDoors): { routes: Route[] } {
  /** Whoever runs the relay, for the account that the request names: of all that are known here, or their own alone. */
  const operator = door<SettingsCaller>(async (request) => {
    const { caller } = await needs.operatorDoor(request)
    const members = bodyMembers(request.body)
    // What cannot be read its reader refuses.
    const named = members ? members['portalId'] : ''
    if (typeof named !== 'string') {
      throw new Invalid('invalid_request', 'The request does not fit: portalId is missing.', { status: 400 })
    }
    if (members) ownPortal(caller.portalId ?? ((await isKnown(named)) ? named : null), named)
    return { portalId: named, by: 'operator', mayChange: () => Promise.resolve() }
  })

  const admin = door<SettingsCaller>(async (request) => {
    const { caller } = await needs.adminDoor.look(request)
    const { portalId, userId } = caller
    return {
      portalId,
      by: `user:${userId}`,
      mayChange: () => needs.rights.insist(caller),
      mayLeave: ({ admins }) => needs.rights.insistOnSuccessor(caller, admins),
    }
  })

  async function isKnown(portalId: string): Promise<boolean> {
    if (!/^[1-9][0-9]{0,17}$/.test(portalId)) return false
    if (needs.givenOf(portalId).lines) return true
    const portal = needs.database.forPortal(portalId)
    return (await readPortal(portal)) !== null || (await readAccount(portal)) !== null
  }

  return {
    routes: [...settingsRoutes(operator, '/admin/settings', needs), ...settingsRoutes(admin, '/settings', needs)],
  }
}
