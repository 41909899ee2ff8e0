import ipaddr from 'ipaddr.js'
import type { Rate, RateLimits } from '../config/rate-limits.ts'
import { Invalid } from '../errors.ts'

/** Milliseconds that whoever has this key must wait, or 0. */
export type Limits = (kind: keyof RateLimits, key: string) => number

/** Keys that are remembered at most; what was not seen for longest is forgotten first, as if it had paused. */
const most = 10_000

/**
 * A bucket of tokens for each key, in this process: several relays allow several times as much. Answers with 0 and
 * takes a token, or with the milliseconds until there is one. `now` is in milliseconds and never goes back.
 */
export function createRateLimit(
  { perSecond, burst }: Rate,
  now: () => number = () => performance.now(),
): (key: string) => number {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (key) => {
    const at = now()
    const before = buckets.get(key)
    const tokens = before ? Math.min(burst, before.tokens + ((at - before.at) * perSecond) / 1000) : burst
    const isAllowed = tokens >= 1
    buckets.delete(key)
    buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, at })
    if (buckets.size > most) for (const oldest of buckets.keys()) if (buckets.delete(oldest)) break
    return isAllowed ? 0 : Math.ceil(((1 - tokens) * 1000) / perSecond)
  }
}

/** A bucket for each key of each kind. */
export function createRateLimits(rates: RateLimits): Limits {
  const limits = new Map(Object.entries(rates).map(([kind, rate]) => [kind, createRateLimit(rate as Rate)]))
  return (kind, key) => limits.get(kind)?.(kind === 'failures' || kind === 'pages' ? networkOf(key) : key) ?? 0
}

/** Whoever has one address of IPv6 has as many as they like of the same 64 bits. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  // IPv4 written as IPv6 is the IPv4 address.
  const ip = ipaddr.process(address)
  if (ip instanceof ipaddr.IPv4) return ip.toString()
  const network = ip.parts.slice(0, 4).map((group) => group.toString(16))
  return `${network.join(':')}::/64`
}

/** What whoever must wait is told; `wait` is in milliseconds. `portalId` is whose requests they are, where that was proved. */
export function tooMany(wait: number, portalId: string | null = null): Invalid {
  const refusal = new Invalid('too_many_requests', 'There are too many requests at once. Try again in a moment.', {
    status: 429,
    retryable: true,
    retryAfter: wait,
  })
  refusal.portalId = portalId
  return refusal
}
