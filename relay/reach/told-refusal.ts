import { AddressRefused } from './address-refused.ts'
import { LeadsInside } from './leads-inside.ts'
import type { Place } from './place.ts'

/** What a connection to a place failed by, where it was refused in words that name the place; all else as it is. */
export function toldRefusal(cause: unknown, place: Place): unknown {
  return cause instanceof LeadsInside ? new AddressRefused(place) : cause
}
