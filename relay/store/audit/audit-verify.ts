import { chainAudit, chainStart } from './audit-chain.ts'
import { checkSeal } from './seal/check-seal.ts'
import { findAlteredSends } from './seal/find-altered-sends.ts'
import { readAuditRows } from './audit-rows.ts'
import type { PortalDb } from '../database.ts'

export interface AuditVerdict {
  /** Rows that hold, from the first one on. */
  rows: number
  /** The chain holds, and so does every story. */
  ok: boolean
  /** Sequence of the first row that is missing, was changed or does not belong there; null where all hold. */
  brokenAt: number | null
  /** Sends whose story is not what the row says or seals. */
  altered: { messageId: string; sequence: number }[]
  /** Sends that were sealed: all, those whose words were erased since, and those of which nothing is left. */
  sealed: { count: number; erased: number; gone: number }
  /** The last row that holds; note it elsewhere, and give it to the next verification. Null for an empty log. */
  newest: AuditMark | null
}

/** One row as somebody noted it outside of the database. Hash in hex. */
export interface AuditMark {
  sequence: number
  hash: string
}

/**
 * Follows a portal's chain from its beginning, and compares the sends that it tells of with what is stored of them. A chain that was written anew from some row on holds in itself; it
 * breaks at `noted`, which whoever wrote it could not reach.
 */
export async function verifyAudit(
  portal: PortalDb,
  noted?: AuditMark,
  what: 'all' | 'the chain alone' = 'all',
): Promise<AuditVerdict> {
  let previous: Buffer = chainStart
  let rows = 0
  let last: string | null = null
  const altered: AuditVerdict['altered'] = []
  const sealed = { count: 0, erased: 0, gone: 0 }
  const verdict = (brokenAt: number | null): AuditVerdict => ({
    rows,
    ok: brokenAt === null && altered.length === 0,
    brokenAt,
    altered,
    sealed,
    newest: rows === 0 ? null : { sequence: rows, hash: previous.toString('hex') },
  })
  for await (const page of readAuditRows(portal)) {
    for (const row of page.rows) {
      const next = rows + 1
      const hash = chainAudit(previous, row)
      if (row.sequence !== String(next) || !hash.equals(row.hash)) return verdict(next)
      if (noted?.sequence === next && noted.hash !== hash.toString('hex')) return verdict(next)
      if (row.action === 'send.sealed' && what === 'all') {
        const seal = await checkSeal(portal, row, last)
        altered.push(...seal.altered.map((messageId) => ({ messageId, sequence: next })))
        if (!seal.holds) return verdict(next)
        last = seal.last
        sealed.count += seal.count
        sealed.erased += seal.erased
        sealed.gone += seal.gone
      }
      previous = hash
      rows = next
    }
    if (what === 'all') altered.push(...(await findAlteredSends(portal, page.rows)))
    if (!page.last) continue
    const headed = Number(page.head?.sequence ?? 0)
    if (headed !== rows) return verdict(Math.min(headed, rows) + 1)
    if (page.head && !page.head.hash.equals(previous)) return verdict(rows)
  }
  return verdict(noted && noted.sequence > rows ? rows + 1 : null)
}
