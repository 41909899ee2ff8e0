import type { LookupAddress } from 'node:dns'
import type { Place } from './place.ts'
import type { Reach } from './reach.ts'
import { toldRefusal } from './told-refusal.ts'
import { unlessAborted } from './unless-aborted.ts'

/** What a place may be reached by, all of it judged. Throws `AddressRefused`, what the system throws, or why it was called off. */
export async function findAddresses(
  place: Place,
  reach: Reach,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  try {
    return await unlessAborted(reach(place)(place.host), signal)
  } catch (cause) {
    throw toldRefusal(cause, place)
  }
}
