import type { PortalDb } from '../../database.ts'

const lock = `hashtextextended('audit leaves of ' || $1, 0)`

/** Until this transaction ends, nobody else seals sends of this account. */
export async function holdSeals(tx: PortalDb): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${lock})`, [tx.portalId])
}

/** The same, if nobody does at this moment; else false. */
export async function tryHoldSeals(tx: PortalDb): Promise<boolean> {
  const [row] = await tx.query<{ held: boolean }>(`select pg_try_advisory_xact_lock(${lock}) as held`, [tx.portalId])
  return row?.held ?? false
}
