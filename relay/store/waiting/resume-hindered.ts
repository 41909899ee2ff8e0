import type { PortalDb } from '../database.ts'

/**
 * What hindered is mended: everything that it held up is due at once and tried afresh, what was parked for it, too, however
 * much there is. The sweep finds it. `account` is the account's credentials, `line:<id>` one of its lines.
 */
export async function resumeHindered(tx: PortalDb, hindrances: readonly string[]): Promise<void> {
  if (hindrances.length === 0) return
  const afresh = 'due_at = instant(), tries = 0, backoff = 0, trouble = null, hindrance = null, parked_at = null'
  const hindered = 'where portal_id = $1 and hindrance = any($2::text[])'
  const values = [tx.portalId, hindrances]
  await tx.query(`update task set ${afresh} ${hindered}`, values)
  await tx.query(`update inbox set ${afresh}, parked = null ${hindered} and done_at is null`, values)
  await tx.query(`update hubspot_event set ${afresh}, parked = null ${hindered} and done_at is null`, values)
}
