/** Milliseconds: what asks for more is not believed. A date beyond what a database or JSON holds must never become a time. */
const most = 30 * 86_400_000

/** Milliseconds asked for by a `Retry-After` header, which holds seconds or a date; undefined where it asks for none. */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const header = headers.get('retry-after')
  if (header === null) return undefined
  const delay = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime()
  return Number.isNaN(delay) ? undefined : Math.min(Math.max(0, delay), most)
}
