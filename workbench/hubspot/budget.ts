import { zones } from '../../relay/zone/zones.ts'
import type { PortalOptions, Tier } from './portal.ts'

export type Policy = 'TEN_SECONDLY_ROLLING' | 'DAILY' | 'SECONDLY'

/** Search and associations have budgets of their own. */
export type BudgetKind = 'general' | 'associations' | 'search'

const tenSecondly: Record<Tier, number> = { free: 100, starter: 100, professional: 190, enterprise: 190 }
const associations: Record<Tier, number> = { free: 100, starter: 100, professional: 150, enterprise: 150 }
const daily: Record<Tier, number> = { free: 250_000, starter: 250_000, professional: 625_000, enterprise: 1_000_000 }
const marketplaceTenSecondly = 110
const searchPerSecond = 5

export interface Spent {
  /** The budget that is used up; null when the request may go on. */
  refusedBy: Policy | null
  headers: Record<string, string>
}

export interface Budget {
  spend(options: PortalOptions, kind: BudgetKind): Spent
}

/** A rolling window: the times of what went through, oldest first. */
function take(times: number[], now: number, window: number, most: number): boolean {
  while (times[0] !== undefined && times[0] <= now - window) times.shift()
  if (times.length >= most) return false
  times.push(now)
  return true
}

/**
 * Counts requests as HubSpot does: ten seconds rolling per app, a day per account (until midnight in its time zone,
 * shared by all its private apps; OAuth apps have none), and five searches a second per account, which cost nothing
 * of the ten seconds and come without rate headers. A refused request costs nothing.
 */
export function createBudget(now: () => Date): Budget {
  const windows = new Map<string, number[]>()
  const days = new Map<number, { day: string; count: number }>()

  const window = (key: string) => {
    const times = windows.get(key) ?? []
    windows.set(key, times)
    return times
  }

  const today = (timeZone: string): string =>
    new Date(zones.shownAt(timeZone, now().getTime())).toISOString().slice(0, 10)

  return {
    spend(options, kind) {
      const { portalId, tier = 'professional', limits = {}, distribution = 'private' } = options
      const time = now().getTime()
      const marketplace = distribution === 'marketplace'

      const perDay = marketplace ? Infinity : (limits.daily ?? daily[tier])
      const day = today(options.timeZone ?? 'UTC')
      const known = days.get(portalId)
      const spent = known?.day === day ? known : { day, count: 0 }
      days.set(portalId, spent)

      const rolling = window(`${kind} ${options.accessToken}`)
      const usual = marketplace ? marketplaceTenSecondly : tenSecondly[tier]
      const most = kind === 'associations' ? (limits.associations ?? associations[tier]) : (limits.tenSecondly ?? usual)
      const headers = (): Record<string, string> => {
        if (kind === 'search') return {}
        return {
          'x-hubspot-ratelimit-max': String(most),
          'x-hubspot-ratelimit-remaining': String(Math.max(0, most - rolling.length)),
          'x-hubspot-ratelimit-interval-milliseconds': '10000',
          ...(marketplace
            ? {}
            : {
                'x-hubspot-ratelimit-daily': String(perDay),
                'x-hubspot-ratelimit-daily-remaining': String(Math.max(0, perDay - spent.count)),
              }),
        }
      }

      if (spent.count >= perDay) return { refusedBy: 'DAILY', headers: headers() }
      if (kind === 'search') {
        const times = window(`search ${portalId}`)
        if (!take(times, time, 1000, limits.search ?? searchPerSecond)) return { refusedBy: 'SECONDLY', headers: {} }
      } else if (!take(rolling, time, 10_000, most)) {
        return { refusedBy: 'TEN_SECONDLY_ROLLING', headers: headers() }
      }
      spent.count += 1
      return { refusedBy: null, headers: headers() }
    },
  }
}

const said: Record<Policy, string> = {
  DAILY: 'You have reached your daily limit.',
  TEN_SECONDLY_ROLLING: 'You have reached your ten_secondly_rolling limit.',
  SECONDLY: 'You have reached your secondly limit.',
}

/** The body of a 429, which differs from every other error's. HubSpot sends no `Retry-After` with it. */
export function rateLimitBody(policyName: Policy, correlationId: string): Record<string, unknown> {
  return {
    status: 'error',
    message: said[policyName],
    errorType: 'RATE_LIMIT',
    correlationId,
    policyName,
    requestId: correlationId,
  }
}
