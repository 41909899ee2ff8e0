import type { PortalDb } from '../database.ts'
import type { WorkedOn } from './retry-waiting.ts'

/** What was dismissed keeps why it was parked; that tells it from what was worked off. */
const over = 'done_at = instant(), parked = coalesce(parked, trouble), trouble = null, hindrance = null'

const statements: Record<WorkedOn, string> = {
  inbox: `with unasked as (delete from consent_question where portal_id = $1 and message_id = $2::uuid)
    update inbox set ${over}
    where portal_id = $1 and id = $2::uuid and done_at is null and (parked is not null or trouble is not null) returning 1`,
  event: `update hubspot_event set ${over}, property_value = null
    where portal_id = $1 and id = $2::uuid and done_at is null and (parked is not null or trouble is not null) returning 1`,
  task: `delete from task where portal_id = $1 and kind || '/' || key = $2 and trouble is not null returning 1`,
}

/** Nothing more is done about it. False where it does not wait. */
export async function dismissWaiting(tx: PortalDb, kind: WorkedOn, key: string): Promise<boolean> {
  return (await tx.query(statements[kind], [tx.portalId, key])).length > 0
}
