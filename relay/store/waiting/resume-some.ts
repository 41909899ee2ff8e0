import type { PortalDb } from '../database.ts'

/** What is tried again from a table of its own. */
export type HinderedTable = 'task' | 'inbox' | 'hubspot_event'

const afresh = 'due_at = instant(), tries = 0, backoff = 0, trouble = null, hindrance = null, parked_at = null'
const kinds: Record<HinderedTable, { named: string; key: string; open: string; afresh: string }> = {
  task: { named: 'kind, key', key: `(kind || '/' || key) collate "C"`, open: 'true', afresh },
  inbox: { named: 'id', key: 'id::text collate "C"', open: 'done_at is null', afresh: `${afresh}, parked = null` },
  hubspot_event: {
    named: 'id',
    key: 'id::text collate "C"',
    open: 'done_at is null',
    afresh: `${afresh}, parked = null`,
  },
}

/**
 * What hindered is mended: up to `most` of what it held up in a table are due at once and tried afresh, those behind `after`
 * in the order of their keys. Answers with the last key; null where there are no more.
 */
export async function resumeSome(
  tx: PortalDb,
  table: HinderedTable,
  some: { hindrance: string; after: string | null; most: number },
): Promise<string | null> {
  const { named, key, open, afresh: set } = kinds[table]
  const [row] = await tx.query<{ last: string | null; count: number }>(
    `with picked as (
       select ${named}, ${key} as nth from ${table}
       where portal_id = $1 and hindrance = $2 and ${open} and ($3::text is null or ${key} > $3)
       order by nth limit $4 for update
     ), resumed as (
       update ${table} t set ${set} where t.portal_id = $1 and (${named}) in (select ${named} from picked)
     )
     select max(nth) as last, count(*)::int as count from picked`,
    [tx.portalId, some.hindrance, some.after, some.most],
  )
  return row && row.count === some.most ? row.last : null
}
