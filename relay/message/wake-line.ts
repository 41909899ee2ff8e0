import type { PortalDb } from '../store/database.ts'

/**
 * A line is back: what was tried on it and put off need not wait any longer, and keeps its place in the queue. What is
 * meant for later stays so.
 */
export async function wakeLine(tx: PortalDb, lineId: string): Promise<void> {
  await tx.query(
    `update delivery set waits = null, since = instant(), due_at = least(due_at, instant())
     where portal_id = $1 and line_id = $2 and state = 'due' and waits = 'retry'`,
    [tx.portalId, lineId],
  )
}
