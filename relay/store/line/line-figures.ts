import type { PortalDb } from '../database.ts'

/** What is going on at a line, in numbers. */
export interface LineFigures {
  /** Messages that have not left yet. */
  waiting: number
  /** Messages that left, and those that failed, in the current window. */
  sent: number
  failed: number
}

/** The figures of a portal's lines, by line; a window that began before `since` counts no more. */
export async function readLineFigures(portal: PortalDb, since: Date): Promise<Map<string, LineFigures>> {
  const rows = await portal.query<LineFigures & { id: string }>(
    `select l.id, coalesce(h.sent, 0) as sent, coalesce(h.failed, 0) as failed,
       (select count(*)::int from delivery d
         where d.portal_id = l.portal_id and d.line_id = l.id and d.state = 'due') as waiting
     from line l
     left join line_health h on h.portal_id = l.portal_id and h.line_id = l.id and h.window_start >= $2
     where l.portal_id = $1`,
    [portal.portalId, since],
  )
  return new Map(rows.map(({ id, waiting, sent, failed }) => [id, { waiting, sent, failed }]))
}
