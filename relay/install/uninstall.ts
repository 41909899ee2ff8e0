import type { Logger } from 'pino'
import { ConnectionRequest, UninstallResponse } from '../../contract/connection.ts'
import { Invalid, Temporary } from '../errors.ts'
import { HubSpotRefusal, type HubSpotClient } from '../hubspot/client.ts'
import { unknownPortal } from '../http/own-portal.ts'
import { route, type Route, type OperatorDoor } from '../http/route.ts'
import type { Database } from '../store/database.ts'
import { endPortal, readPortal } from '../store/portal/portals.ts'
import { forgetCredential } from '../store/portal/stored-credential.ts'
import type { StoredCredentials } from './stored-credentials.ts'

export interface UninstallNeeds {
  database: Database
  client: HubSpotClient
  credentials: StoredCredentials
  /** The account that the configuration names. */
  configured: string | null
  operatorDoor: OperatorDoor
  now: () => Date
  log: Logger
}

/** Homing takes itself out of an account: HubSpot removes the app there, and here the account is cut off. */
export function createUninstall(needs: UninstallNeeds): { routes: Route[] } {
  async function uninstall(portalId: string): Promise<{ portalId: string; state: 'revoked' | 'uninstalled' }> {
    const portal = await readPortal(needs.database.forPortal(portalId))
    if (!portal) throw unknownPortal(portalId)
    const reason = 'Homing was uninstalled by whoever runs the relay'
    const at = needs.now()
    if (portal.credential !== 'oauth') {
      const forgotten =
        portalId !== needs.configured &&
        (await needs.database.forPortal(portalId).transaction((tx) => forgetCredential(tx, { reason, at })))
      if (forgotten) {
        await needs.credentials.again(portalId)
        needs.log.warn({ portalId }, 'the token of a HubSpot account was forgotten; its data are kept')
        return { portalId, state: 'uninstalled' }
      }
      throw new Invalid(
        'private_edition',
        "The private edition is removed on the app's project page in HubSpot, and then from the relay's configuration.",
        { status: 409 },
      )
    }
    if (portal.state !== 'active') return { portalId, state: portal.state }
    try {
      await needs.client.request(portalId, {
        method: 'DELETE',
        path: '/appinstalls/{version}/external-install',
        repeatable: true,
      })
    } catch (error) {
      // Found out by asking: HubSpot had removed the app before.
      if (error instanceof Temporary && error.code === 'portal_inactive') return { portalId, state: 'revoked' }
      if (!(error instanceof HubSpotRefusal && error.gone)) throw error
    }
    await needs.database.forPortal(portalId).transaction((tx) => endPortal(tx, { state: 'uninstalled', reason, at }))
    needs.log.warn({ portalId }, 'Homing was uninstalled from a HubSpot account; its data are kept')
    return { portalId, state: 'uninstalled' }
  }

  const removed = route({
    method: 'POST',
    path: '/admin/uninstall',
    summary: 'Removes Homing from a HubSpot account; its data stay on the relay.',
    door: needs.operatorDoor,
    body: ConnectionRequest,
    response: UninstallResponse,
    handle(_, { portalId }) {
      return uninstall(portalId)
    },
  })

  return { routes: [removed] }
}
