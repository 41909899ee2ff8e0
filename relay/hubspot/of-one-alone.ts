import { Temporary } from '../errors.ts'
import type { HubSpotUnclear } from './client.ts'

/** Milliseconds until it is tried again; a firewall's opinion of a text changes slowly. */
const pause = 60_000

/** HubSpot answers everything else, so it is about what was asked for alone: it counts, and ends with a person. */
export function ofOneAlone({ code, message, cause }: HubSpotUnclear): Temporary {
  return new Temporary(code, `${message}, to this one alone`, { retryAfter: pause, counts: true, cause })
}
