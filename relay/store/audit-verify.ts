import { chainAudit, chainStart } from './audit-chain.ts'
import { readAuditRows } from './audit-rows.ts'
import type { PortalDb } from './database.ts'

export interface AuditVerdict {
  /** Rows that hold, from the first one on. */
  rows: number
  ok: boolean
  /** Sequence of the first row that is missing, was changed or does not belong there; null where all hold. */
  brokenAt: number | null
  /** The last row that holds; note it elsewhere, and give it to the next verification. Null for an empty log. */
  newest: AuditMark | null
}

/** One row as somebody noted it outside of the database. Hash in hex. */
export interface AuditMark {
  sequence: number
  hash: string
}

/**
 * Follows a portal's chain from its beginning. A chain that was written anew from some row on holds in itself; it
 * breaks at `noted`, which whoever wrote it could not reach.
 */
export async function verifyAudit(portal: PortalDb, noted?: AuditMark): Promise<AuditVerdict> {
  let previous: Buffer = chainStart
  let rows = 0
  const verdict = (brokenAt: number | null): AuditVerdict => ({
    rows,
    ok: brokenAt === null,
    brokenAt,
    newest: rows === 0 ? null : { sequence: rows, hash: previous.toString('hex') },
  })
  for await (const page of readAuditRows(portal)) {
    for (const row of page.rows) {
      const next = rows + 1
      const hash = chainAudit(previous, row)
      if (row.sequence !== String(next) || !hash.equals(row.hash)) return verdict(next)
      if (noted?.sequence === next && noted.hash !== hash.toString('hex')) return verdict(next)
      previous = hash
      rows = next
    }
    if (!page.last) continue
    const headed = Number(page.head?.sequence ?? 0)
    if (headed !== rows) return verdict(Math.min(headed, rows) + 1)
    if (page.head && !page.head.hash.equals(previous)) return verdict(rows)
  }
  return verdict(noted && noted.sequence > rows ? rows + 1 : null)
}
