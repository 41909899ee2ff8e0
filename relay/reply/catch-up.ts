import type { Logger } from 'pino'
import { Temporary } from '../errors.ts'
import type { Lines } from '../providers/lines.ts'
import type { Database } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { storeReceived } from '../store/inbox.ts'
import type { Jobs } from '../store/jobs.ts'
import { holdCursor, readCursor, storeCursor } from '../store/lines.ts'

export interface CatchUpNeeds {
  database: Database
  jobs: Jobs
  lines: Lines
  fetch: typeof fetch
  now: () => Date
  log: Logger
}

/**
 * Reads what a line's provider kept while nobody listened, from the cursor on. What was read, its job and the new
 * cursor are stored together; what came by webhook as well is recognised later by its id.
 */
export function createCatchUp(needs: CatchUpNeeds) {
  return async ({ portalId, lineId }: { portalId: string; lineId: string }, stopping: AbortSignal): Promise<void> => {
    const carrier = needs.lines.find(portalId, lineId)
    if (!carrier?.provider.since) return
    const { line, provider } = carrier
    const portal = needs.database.forPortal(portalId)
    for (let pages = 0, more = true; more && pages < 1_000 && !stopping.aborted; pages += 1) {
      const cursor = await readCursor(portal, lineId)
      const signal = AbortSignal.any([AbortSignal.timeout(60_000), stopping])
      const news = await provider.since!(cursor, line, { fetch: needs.fetch, now: needs.now, signal }).catch(
        (error: unknown) => {
          throw error instanceof Temporary
            ? error
            : new Temporary('history_failed', `reading ${provider.name}'s history failed`, { cause: error })
        },
      )
      more = news.more
      const at = needs.now()
      await portal.transaction(async (tx) => {
        // Another process may have read the same page; then its cursor stands and its items are enough.
        if ((await holdCursor(tx, lineId)) !== cursor) return
        const items = news.received.map((received) => ({ portalId, id: newId(at.getTime()), lineId, received, at }))
        if (items.length > 0) {
          await storeReceived(tx, items)
          await needs.jobs.enqueue(tx, 'receive-replies', { portalId, inboxIds: items.map((item) => item.id) })
        }
        if (news.cursor !== cursor) await storeCursor(tx, lineId, news.cursor)
      })
      if (news.received.length > 0) {
        needs.log.info({ lineId, count: news.received.length }, "read from the provider's history")
      }
    }
  }
}
