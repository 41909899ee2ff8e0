import { Invalid, Unverified } from '../errors.ts'
import type { DoorNeeds } from './door-needs.ts'
import { unknownPortal } from './own-portal.ts'

/**
 * The account's own signature is HubSpot's; whether it is still ours is another question. `appId` is the app as HubSpot names it in
 * a request, null where it does not. Throws `Invalid` `unknown_portal` or `portal_inactive`, or `Unverified`.
 */
export async function connected(
  app: NonNullable<DoorNeeds['app']>,
  portalId: string,
  appId: string | null = null,
): Promise<void> {
  const known = await app.installed(portalId)
  if (known === null) throw unknownPortal(portalId)
  const ours = app.appId ?? known.appId
  if (appId !== null && ours !== null && appId !== ours) {
    throw new Unverified('request by hubspot.fetch: HubSpot names another app')
  }
  if (known.state !== 'active') {
    throw new Invalid(
      'portal_inactive',
      'This HubSpot account is not connected to Homing any more. An admin of the account must install it again.',
      { status: 403 },
    )
  }
}
