import { Invalid } from './errors.ts'

/** So many a second in the long run, and so many at once after a pause. */
export interface Rate {
  perSecond: number
  burst: number
}

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

/** What whoever must wait is told; `wait` is in milliseconds. */
export function tooMany(wait: number): Invalid {
  return new Invalid('too_many_requests', 'There are too many requests at once. Try again in a moment.', {
    status: 429,
    retryable: true,
    retryAfter: wait,
  })
}
