import { Invalid } from '../errors.ts'

/** Throws `Invalid` `unknown_portal` where a request names another account than the one it may speak of, or may of none. */
export function ownPortal(allowed: string | null, named: string): void {
  if (allowed !== named) throw unknownPortal(named)
}

export function unknownPortal(portalId: string): Invalid {
  return new Invalid('unknown_portal', `This relay does not serve the HubSpot account ${portalId}.`, { status: 404 })
}
