import type { Lookup } from './lookup.ts'
import type { Place } from './place.ts'

/**
 * Where a line may connect to. Throws `AddressRefused` as far as a place itself shows that it may not be reached; else answers
 * with the only look-up by which it may be: that throws for addresses that may not be. A connection is made to what it answered and
 * to nothing else, and shared only by those who got this same look-up.
 */
export type Reach = (place: Place) => Lookup
