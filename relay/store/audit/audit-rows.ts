import type { AuditLink } from './audit-chain.ts'
import type { PortalDb, WideDb } from '../database.ts'

export interface AuditRow extends AuditLink {
  hash: Buffer
}

/** Some rows of a chain, and its newest as it was at that same moment; null where nothing was ever added. */
export interface AuditPage {
  rows: AuditRow[]
  head: { sequence: string; hash: Buffer } | null
  last: boolean
}

const size = 1_000

/** A portal's rows from the first to the newest, page by page; the last page may be empty. */
export async function* readAuditRows(portal: PortalDb): AsyncGenerator<AuditPage> {
  for (let after = '0'; ;) {
    const found = await portal.query<{
      sequence: string | null
      at: Date
      actor: string
      action: string
      detail: string
      hash: Buffer
      head_sequence: string | null
      head_hash: Buffer
    }>(
      `select a.sequence, a.at, a.actor, a.action, a.detail, a.hash, h.sequence as head_sequence, h.hash as head_hash
       from (select 1) one
       left join audit_head h on h.portal_id = $1
       left join lateral (
         select * from audit where portal_id = $1 and sequence > $2 order by sequence limit ${size}
       ) a on true
       order by a.sequence`,
      [portal.portalId, after],
    )
    const [first] = found
    const head = first?.head_sequence ? { sequence: first.head_sequence, hash: first.head_hash } : null
    const rows = found.flatMap(({ sequence, at, actor, action, detail, hash }) =>
      sequence === null
        ? []
        : [{ portalId: portal.portalId, sequence, at: at.toISOString(), actor, action, detail, hash }],
    )
    const last = rows.length < size
    yield { rows, head, last }
    if (last) return
    after = rows.at(-1)?.sequence ?? after
  }
}

/** Every portal that has a log, or should have one. */
export async function listAudited(db: WideDb): Promise<string[]> {
  const rows = await db.query<{ portal_id: string }>(
    `select portal_id from audit_head union select portal_id from audit union select portal_id from portal order by 1`,
  )
  return rows.map((row) => row.portal_id)
}
