/** The largest id that HubSpot can have: its ids have 64 bits. */
const largest = 2n ** 63n - 1n

/** An id as HubSpot gives it: a number, or the text of one, which may have more digits than JavaScript counts with. Null for whatever else it is. */
export function readId(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const [, digits] = /^([1-9][0-9]{0,18})(?:\.0{1,9})?$/.exec(String(value).trim()) ?? []
  return digits !== undefined && BigInt(digits) <= largest ? digits : null
}
