import type { Db } from '../database.ts'
import { listed } from '../listed.ts'

/** When a line's failures are too many: `percent` of at least `least` messages within `minutes`. */
export interface PauseRule {
  percent: number
  least: number
  minutes: number
}

/** What lines did just now. A failure that is heard of later counts as failed only: it was counted as sent already. */
export interface LineCount {
  portalId: string
  lineId: string
  sent: number
  failed: number
  /** Of its account. */
  rule: PauseRule
}

/** The window of the line's row `h` began before those of its rule do. */
const isOver =
  'h.window_start < (select c.since from counted c where c.portal_id = excluded.portal_id and c.line_id = excluded.line_id)'

/** Counts, and answers with the lines whose failures are too many by their account's rule, with the figures. */
export async function countLineHealth(tx: Db, counts: LineCount[], now: Date): Promise<LineCount[]> {
  if (counts.length === 0) return []
  const ruleOf = new Map(counts.map(({ portalId, lineId, rule }) => [`${portalId} ${lineId}`, rule]))
  const rows = await tx.query<{ portal_id: string; line_id: string; sent: number; failed: number }>(
    `with counted as (
       select * from ${listed('$1', `portal_id bigint, line_id text, sent int, failed int, since timestamptz`)} as x
     )
     insert into line_health as h (portal_id, line_id, window_start, sent, failed)
     select portal_id, line_id, $2, sent, failed
     from counted
     order by portal_id, line_id
     on conflict (portal_id, line_id) do update set
       window_start = case when ${isOver} then excluded.window_start else h.window_start end,
       sent = case when ${isOver} then excluded.sent else h.sent + excluded.sent end,
       failed = case when ${isOver} then excluded.failed else h.failed + excluded.failed end
     returning portal_id, line_id, sent, failed`,
    [
      JSON.stringify(
        counts.map(({ portalId, lineId, sent, failed, rule }) => ({
          ...{ portal_id: portalId, line_id: lineId, sent, failed },
          since: new Date(now.getTime() - rule.minutes * 60_000).toISOString(),
        })),
      ),
      now,
    ],
  )
  const failing = new Set(counts.flatMap(({ portalId, lineId, failed }) => (failed > 0 ? `${portalId} ${lineId}` : [])))
  return rows.flatMap(({ portal_id: portalId, line_id: lineId, sent, failed }) => {
    const rule = ruleOf.get(`${portalId} ${lineId}`)
    const isTooMuch = rule && sent >= rule.least && failed * 100 >= Math.max(sent, failed) * rule.percent
    return isTooMuch && failing.has(`${portalId} ${lineId}`) ? [{ portalId, lineId, sent, failed, rule }] : []
  })
}
