/** HubSpot is younger than that, so it is no time: a count of seconds, or nothing at all. */
const earliest = Date.UTC(2005)

/**
 * A time as HubSpot tells one: milliseconds since 1970, as webhooks have it, or ISO 8601, as the journal's documents show it, each also
 * as text. Null where it is neither, and where it cannot be one.
 */
export function readTime(value: unknown): Date | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim()
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d[^Zz+-]{0,20}(Z|[+-]\d\d:?\d\d)?$/i.exec(text)
  // Where no zone is given it is HubSpot's, which is UTC.
  const at = new Date(iso ? text + (iso[1] ? '' : 'Z') : text === '' ? Number.NaN : Number(text))
  return at.getTime() > earliest ? at : null
}
