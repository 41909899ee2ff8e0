import { Temporary } from '../../errors.ts'
import type { WideDb } from '../database.ts'

/** The portal's share of HubSpot's requests, counted in the database because all processes spend from it. */
export interface HubSpotBudget {
  /** Takes one request, or throws `Temporary` with the time until one is free. */
  spend(portalId: string, kind: 'general' | 'search'): Promise<void>
  /** HubSpot said stop: nobody asks before `wait` milliseconds are over. */
  block(portalId: string, wait: number): Promise<void>
  /**
   * Milliseconds until there is something to spare for what nobody waits for; 0: there is. Such work leaves a third of the budget to
   * replies and the timeline.
   */
  untilSpare(portalId: string): Promise<number>
}

/** Below HubSpot's 100 in ten seconds for the smallest account, so that a person's other apps keep some. */
const perWindow = 90
const window = 10_000
/** So many are for whatever nobody waits for. */
const toSpare = 60

/** Nobody is held off for longer without asking again, whatever HubSpot or a clock that jumped said; milliseconds. */
const longest = 600_000

export function createHubSpotBudget(db: WideDb): HubSpotBudget {
  return {
    async spend(portalId, kind) {
      // Searches have a bucket of their own at HubSpot (5 a second); 429 tells when it is empty.
      if (kind === 'search') return
      // A window that seems to begin a little later was begun by one who asked while this one waited for the row.
      const goesOn = `b.window_start > instant() - $2 * interval '1 millisecond'
                      and b.window_start < instant() + $2 * interval '1 millisecond'`
      const [row] = await db.forPortal(portalId).query<{ used: number; blocked: number; left: number }>(
        `insert into hubspot_budget as b (portal_id, window_start, used) values ($1, instant(), 1)
         on conflict (portal_id) do update set
           used = case when ${goesOn} then b.used + 1 else 1 end,
           window_start = case when ${goesOn} then b.window_start else instant() end
         returning used,
           (case when blocked_until > instant() and blocked_until <= instant() + $3 * interval '1 millisecond'
                 then extract(epoch from blocked_until - instant()) * 1000 else 0 end)::float8 as blocked,
           (extract(epoch from window_start - instant()) * 1000 + $2)::float8 as left`,
        [portalId, window, longest],
      )
      if (!row) return
      if (row.blocked > 0) {
        throw new Temporary('hubspot_rate_limit', 'HubSpot asked to wait', { retryAfter: Math.ceil(row.blocked) })
      }
      if (row.used > perWindow) {
        throw new Temporary('hubspot_rate_limit', "the portal's ten-second budget is spent", {
          retryAfter: Math.max(Math.ceil(row.left), 100),
        })
      }
    },
    async block(portalId, wait) {
      await db.forPortal(portalId).query(
        `insert into hubspot_budget as b (portal_id, window_start, used, blocked_until)
         values ($1, instant(), 0, instant() + $2 * interval '1 millisecond')
         on conflict (portal_id) do update set blocked_until =
           case when b.blocked_until > instant() + $3 * interval '1 millisecond' then excluded.blocked_until
                else greatest(b.blocked_until, excluded.blocked_until) end`,
        [portalId, Math.min(wait, longest), longest],
      )
    },
    async untilSpare(portalId) {
      const [row] = await db.forPortal(portalId).query<{ blocked: number; left: number }>(
        `select
           (case when blocked_until > instant() and blocked_until <= instant() + $2 * interval '1 millisecond'
                 then extract(epoch from blocked_until - instant()) * 1000 else 0 end)::float8 as blocked,
           (case when used >= $3 and window_start < instant() + $4 * interval '1 millisecond'
                 then extract(epoch from window_start - instant()) * 1000 + $4 else 0 end)::float8 as left
         from hubspot_budget where portal_id = $1`,
        [portalId, longest, toSpare, window],
      )
      return row ? Math.max(0, Math.ceil(row.blocked), Math.ceil(row.left)) : 0
    },
  }
}
