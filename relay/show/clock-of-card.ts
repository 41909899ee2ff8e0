import type { Clock } from '../../contract/clock.ts'
import type { Account } from '../account/account.ts'
import { zones } from '../zone/zones.ts'

const year = 365 * 86_400_000

/** By which a card tells times: that of the account's own zone, else of the one that HubSpot has for it, else UTC's. */
export function clockOfCard({ timeZone }: Account, hubspots: string | undefined, now: Date): Clock {
  const zone = timeZone ?? zones.nameOf(hubspots ?? '') ?? 'UTC'
  return zones.clockOf(zone, now.getTime() - 5 * year, now.getTime() + year)
}
