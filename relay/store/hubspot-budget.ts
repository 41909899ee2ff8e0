import { Temporary } from '../errors.ts'
import type { WideDb } from './database.ts'

/** The portal's share of HubSpot's requests, counted in the database because all processes spend from it. */
export interface HubSpotBudget {
  /** Takes one request, or throws `Temporary` with the time until one is free. */
  spend(portalId: string, kind: 'general' | 'search'): Promise<void>
  /** HubSpot said stop: nobody asks before `wait` milliseconds are over. */
  block(portalId: string, wait: number): Promise<void>
}

/** Below HubSpot's 100 in ten seconds for the smallest account, so that a person's other apps keep some. */
const perWindow = 90
const window = 10_000

export function createHubSpotBudget(db: WideDb, now: () => Date): HubSpotBudget {
  return {
    async spend(portalId, kind) {
      // Searches have a bucket of their own at HubSpot (5 a second); 429 tells when it is empty.
      if (kind === 'search') return
      const [row] = await db
        .forPortal(portalId)
        .query<{ used: number; blocked_until: Date | string; window_start: Date }>(
          `insert into hubspot_budget as b (portal_id, window_start, used) values ($1, $2, 1)
         on conflict (portal_id) do update set
           used = case when b.window_start <= $2::timestamptz - $3 * interval '1 millisecond' then 1 else b.used + 1 end,
           window_start = case when b.window_start <= $2::timestamptz - $3 * interval '1 millisecond'
                               then $2 else b.window_start end
         returning used, blocked_until, window_start`,
          [portalId, now(), window],
        )
      if (!row) return
      const blocked = row.blocked_until instanceof Date ? row.blocked_until.getTime() - now().getTime() : 0
      if (blocked > 0) throw new Temporary('hubspot_rate_limit', 'HubSpot asked to wait', { retryAfter: blocked })
      if (row.used > perWindow) {
        const wait = row.window_start.getTime() + window - now().getTime()
        throw new Temporary('hubspot_rate_limit', "the portal's ten-second budget is spent", {
          retryAfter: Math.max(wait, 100),
        })
      }
    },
    async block(portalId, wait) {
      await db.forPortal(portalId).query(
        `insert into hubspot_budget (portal_id, window_start, used, blocked_until) values ($1, $2, 0, $3)
         on conflict (portal_id) do update set blocked_until = greatest(hubspot_budget.blocked_until, excluded.blocked_until)`,
        [portalId, now(), new Date(now().getTime() + wait)],
      )
    },
  }
}
