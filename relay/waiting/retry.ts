import type { WaitingDone, WaitingRequest } from '../../contract/waiting.ts'
import type { Accounts } from '../account/account.ts'
import { Invalid } from '../errors.ts'
import { releaseParked } from '../message/release-parked.ts'
import { appendAudit } from '../store/audit/audit.ts'
import type { Database, PortalDb } from '../store/database.ts'
import { readWaiting } from '../store/waiting/find-waiting.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { retryWaiting } from '../store/waiting/retry-waiting.ts'
import { setTasks } from '../store/jobs/tasks.ts'
import { tellTimeline } from '../store/jobs/tell-timeline.ts'
import { auditOf } from './audit-of.ts'
import type { By } from '../http/desks.ts'
import { notWaiting } from './not-waiting.ts'
import { splitId } from './split-id.ts'
import { toItem } from './to-item.ts'

export interface RetryNeeds {
  database: Database
  jobs: Jobs
  now: () => Date
  accounts: Accounts
}

/** What waits is tried again now, as if for the first time. Throws `Invalid` where it does not wait, or cannot be retried. */
export function createRetry(needs: RetryNeeds) {
  return async ({ portalId, id }: WaitingRequest, by: By): Promise<WaitingDone> => {
    const { kind, key } = splitId(portalId, id)
    const { lines } = await needs.accounts.of(portalId)
    await needs.database.forPortal(portalId).transaction(async (tx) => {
      const one = await readWaiting(tx, kind, key)
      if (!one) throw await notWaiting(tx, kind, key)
      const { deeds } = toItem(portalId, one, (lineId) => lines.find(lineId)?.provider.find !== undefined)
      if (!deeds.includes('retry')) {
        throw new Invalid('deed_not_possible', `${id} cannot be retried: ${why(kind)}`)
      }
      if (!(await again(tx, kind, key))) throw await notWaiting(tx, kind, key)
      await appendAudit(tx, [{ portalId, at: needs.now(), actor: by, action: 'waiting.retried', detail: auditOf(one) }])
    })
    return { id, done: 'retried', already: false, contactId: null }
  }

  async function again(tx: PortalDb, kind: ReturnType<typeof splitId>['kind'], key: string): Promise<boolean> {
    const { portalId } = tx
    switch (kind) {
      case 'aside':
      case 'consent':
        return false
      case 'reply':
        await setTasks(tx, needs.jobs, [{ portalId, kind: 'match-reply', key, data: {}, delay: 0 }])
        return true
      case 'message':
        await setTasks(tx, needs.jobs, [{ portalId, kind: 'reconcile-delivery', key, data: {}, delay: 0 }])
        return true
      case 'entry':
        if ((await releaseParked(tx, { messageIds: [key] })) === 0) return false
        await tellTimeline(needs.jobs, tx, portalId)
        return true
      case 'inbox':
        needs.jobs.hint(tx, 'work-off-inbox', portalId)
        return retryWaiting(tx, kind, key)
      case 'event':
        needs.jobs.hint(tx, 'take-events', portalId)
        return retryWaiting(tx, kind, key)
      case 'task':
        needs.jobs.hint(tx, 'do-tasks', portalId)
        return retryWaiting(tx, kind, key)
    }
  }
}

function why(kind: string): string {
  if (kind === 'consent') return 'say that it is an opt-out, or dismiss it.'
  if (kind === 'aside') return 'give it to a contact, or dismiss it.'
  if (kind === 'message') return "send its words again as a new message, on the contact's card."
  return 'it is tried again by itself.'
}
