import { channelNames } from '../../contract/channel-names.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import { countChecks, readCapabilities, storeCapabilities } from '../store/line/capabilities.ts'
import type { Claim } from '../message/claim-deliveries.ts'
import type { Database } from '../store/database.ts'
import type { VendorFetch } from '../providers/vendor-fetch.ts'

export interface CapabilityNeeds {
  database: Database
  fetch: VendorFetch
  now: () => Date
}

/** Milliseconds for the provider's answer. */
export const checkTime = 5_000
/** Milliseconds for which an answer is believed: people get a new phone, and numbers a new owner. */
const believed = { capable: 30 * 86_400_000, incapable: 7 * 86_400_000 }

/**
 * Why an address cannot get this channel, or null when it can or nobody knows. Asked only for a message that has another
 * way to go, and of the provider only when nothing is known and its own limit on such questions is not reached.
 */
export async function checkCapability(
  claim: Claim,
  { line, provider }: LineOfProvider,
  needs: CapabilityNeeds,
): Promise<string | null> {
  if (!claim.ladder.some(({ when }) => when.notCapable)) return null
  const { portalId, channel, to: address } = claim
  const portal = needs.database.forPortal(portalId)
  const at = needs.now()
  const [known] = await readCapabilities(portal, [{ channel, address }], at)
  if (known) return known.capable ? null : (known.reason ?? unreachable())
  if (!provider.check) return null
  const most = provider.published?.checksPerDay
  const dayAgo = new Date(at.getTime() - 86_400_000)
  if (most !== undefined && (await countChecks(portal, line.id, dayAgo)) >= most) return null
  const context = { fetch: needs.fetch, now: needs.now, signal: AbortSignal.timeout(checkTime) }
  // A question that nobody answers decides nothing: the message goes the way it was meant to go.
  const capable = await provider.check(address, line, context).catch(() => null)
  if (capable === null) return null
  const reason = capable ? null : unreachable()
  const expiresAt = new Date(at.getTime() + (capable ? believed.capable : believed.incapable))
  await storeCapabilities(portal, [
    { channel, address, lineId: line.id, capable, source: 'check', reason, at, expiresAt },
  ])
  return reason

  function unreachable(): string {
    return `${address} cannot be reached by ${channelNames[channel]}.`
  }
}
