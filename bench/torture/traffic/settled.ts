import type { Database } from '../../../relay/store/database.ts'
import { waitUntil } from '../providers/wait-until.ts'
import { openInbox } from '../../../workbench/open-inbox.ts'

const open: Record<'inbox' | 'sends' | 'timeline', string> = {
  // Whose they are may be a question for HubSpot, which answers a few of them a second.
  inbox: `select count(*)::int as count from ${openInbox} i where parked is null and (due_at is null or asks)`,
  // What waits on a line that stands still waits for good.
  sends: `select count(*)::int as count from delivery d join line l on l.portal_id = d.portal_id and l.id = d.line_id
          where d.state = 'sending' or (d.state = 'due' and d.waits is null and l.state = 'active')`,
  timeline:
    "select count(*)::int as count from timeline_entry where state in ('waiting', 'creating') or (state = 'created' and written < wanted)",
}

/** Waits until the relay has worked off what it has, or for so many milliseconds. Says what is left over. */
export async function settled(
  database: Database,
  what: readonly (keyof typeof open)[],
  limit: number,
): Promise<Partial<Record<string, number>>> {
  let left: Partial<Record<string, number>> = {}
  await waitUntil(
    async () => {
      left = {}
      for (const name of what) {
        const [row] = await database.query<{ count: number }>(open[name])
        if (row && row.count > 0) left[name] = row.count
      }
      return Object.keys(left).length === 0
    },
    limit,
    200,
  )
  return left
}
