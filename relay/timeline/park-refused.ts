import type { Logger } from 'pino'
import type { NewEngagement } from '../hubspot/engagement-batch.ts'
import type { Owners } from '../hubspot/owners.ts'
import type { TimelineClaim } from '../message/timeline-claim.ts'
import { parkEntries } from '../message/written-entry.ts'
import type { PortalDatabase } from '../store/database.ts'

/**
 * Parks what HubSpot refused, by key and with its reason, but for what it refused because it does not take who wrote it as an owner
 * any more: these keys it answers, for they may be written without one.
 */
export async function parkRefused(
  portal: PortalDatabase,
  claim: TimelineClaim,
  refused: ReadonlyMap<string, string>,
  engagements: readonly NewEngagement[],
  { owners, log }: { owners: Pick<Owners, 'forget'>; log: Logger },
): Promise<string[]> {
  const { portalId } = portal
  const ownerless = engagements.flatMap(({ key, properties }) =>
    properties.hubspot_owner_id && /hubspot_owner_id|INVALID_OWNER/i.test(refused.get(key) ?? '') ? [key] : [],
  )
  if (ownerless.length > 0) owners.forget(portalId)
  const rest = [...refused].filter(([key]) => !ownerless.includes(key))
  if (rest.length === 0) return ownerless
  log.error({ portalId, refused: Object.fromEntries(rest) }, 'HubSpot refused timeline entries; a person must look')
  const parked = rest.map(([messageId, reason]) => ({ messageId, reason }))
  await parkEntries(portal, claim, parked, 'known')
  return ownerless
}
