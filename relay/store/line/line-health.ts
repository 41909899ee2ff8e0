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
}

/** Counts, and answers with the lines whose failures are too many by the rule, with the figures. */
export async function countLineHealth(tx: Db, counts: LineCount[], rule: PauseRule, now: Date): Promise<LineCount[]> {
  if (counts.length === 0) return []
  const rows = await tx.query<{ portal_id: string; line_id: string; sent: number; failed: number }>(
    `insert into line_health as h (portal_id, line_id, window_start, sent, failed)
     select portal_id, line_id, $2, sent, failed
     from ${listed('$1', `portal_id bigint, line_id text, sent int, failed int`)} as x
     order by portal_id, line_id
     on conflict (portal_id, line_id) do update set
       window_start = case when h.window_start < $3 then excluded.window_start else h.window_start end,
       sent = case when h.window_start < $3 then excluded.sent else h.sent + excluded.sent end,
       failed = case when h.window_start < $3 then excluded.failed else h.failed + excluded.failed end
     returning portal_id, line_id, sent, failed`,
    [
      JSON.stringify(
        counts.map(({ portalId, lineId, sent, failed }) => ({ portal_id: portalId, line_id: lineId, sent, failed })),
      ),
      now,
      new Date(now.getTime() - rule.minutes * 60_000),
    ],
  )
  const failing = new Set(counts.flatMap(({ portalId, lineId, failed }) => (failed > 0 ? `${portalId} ${lineId}` : [])))
  return rows
    .filter(
      ({ portal_id, line_id, sent, failed }) =>
        failing.has(`${portal_id} ${line_id}`) &&
        sent >= rule.least &&
        failed * 100 >= Math.max(sent, failed) * rule.percent,
    )
    .map(({ portal_id: portalId, line_id: lineId, sent, failed }) => ({ portalId, lineId, sent, failed }))
}
