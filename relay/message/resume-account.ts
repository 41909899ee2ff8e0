import type { PortalDb } from '../store/database.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { setTasks } from '../store/jobs/tasks.ts'

/**
 * The account's credentials are good again: whatever they held up goes on, what was parked for it, too. There may be any
 * amount, and the caller's transaction must not fail for it, so only that it is to be done is noted here.
 */
export async function resumeAccount(tx: PortalDb, jobs: Pick<Jobs, 'hint'>): Promise<void> {
  await setTasks(tx, jobs, [{ portalId: tx.portalId, kind: 'resume-account', key: 'account', data: {}, delay: 0 }])
}
