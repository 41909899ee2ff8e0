import type { PortalDb } from '../database.ts'

/** What stands in a table of its own and is worked on from there. */
export type WorkedOn = 'inbox' | 'event' | 'task'

const afresh = 'due_at = instant(), tries = 0, backoff = 0, trouble = null, hindrance = null, parked_at = null'

const statements: Record<WorkedOn, string> = {
  inbox: `update inbox set ${afresh}, parked = null
    where portal_id = $1 and id = $2::uuid and done_at is null and (parked is not null or trouble is not null) returning 1`,
  event: `update hubspot_event set ${afresh}, parked = null
    where portal_id = $1 and id = $2::uuid and done_at is null and (parked is not null or trouble is not null) returning 1`,
  task: `update task set ${afresh}, lease_until = null, version = version + 1
    where portal_id = $1 and kind || '/' || key = $2 and trouble is not null returning 1`,
}

/** It is tried at once, as if for the first time. False where it does not wait. The caller says to whom it may be done. */
export async function retryWaiting(tx: PortalDb, kind: WorkedOn, key: string): Promise<boolean> {
  return (await tx.query(statements[kind], [tx.portalId, key])).length > 0
}
