import type { Accounts } from '../account/account.ts'
import type { Logger } from 'pino'
import { Temporary } from '../errors.ts'
import { LineChanged } from '../providers/line-changed.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { Database } from '../store/database.ts'
import { newId } from '../store/id.ts'
import { storeReceived, type NewDelivery } from '../store/inbox/inbox.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { holdCursor, storeCursor } from '../store/line/lines.ts'
import { dropKnown } from './drop-known.ts'
import { withTimeLimit } from '../with-time-limit.ts'
import { findNames } from './find-names.ts'
import type { VendorFetch } from '../providers/vendor-fetch.ts'
import type { Readers } from '../readers/readers.ts'

export interface CatchUpNeeds {
  database: Database
  jobs: Jobs
  accounts: Accounts
  fetch: VendorFetch
  now: () => Date
  log: Logger
  readers: Readers
}

/** Bytes that are written at once; one that has more is written alone. */
const portion = 1_000_000

/** Reads a line's history from a cursor on. Answers where it stands now; undefined where another process moved it meanwhile. */
export type CatchUp = (
  carrier: LineOfProvider,
  from: string | null,
  stopping: AbortSignal,
) => Promise<string | null | undefined>

/**
 * Reads what a line's provider kept while nobody listened. What it tells that no webhook has told is stored together with the
 * new cursor; what comes by webhook as well is recognised later by its id. A look that finds nothing writes nothing.
 */
export function createCatchUp(needs: CatchUpNeeds): CatchUp {
  return async ({ line: { portalId, id: lineId }, provider: { name } }, from, stopping) => {
    const portal = needs.database.forPortal(portalId)
    let cursor = from
    for (let pages = 0, more = true; more && pages < 1_000 && !stopping.aborted; pages += 1) {
      // Before each page, since a history may be long and a process may stand still.
      const { lines, country } = await needs.accounts.of(portalId)
      const carrier = lines.find(lineId)
      if (!carrier || carrier.provider.name !== name) return undefined
      const { line, provider } = carrier
      const since = provider.since?.bind(provider)
      if (!since) return from
      const news = await withTimeLimit(60_000, [stopping], (signal) =>
        since(cursor, line, { fetch: needs.fetch, now: needs.now, signal }),
      ).catch((error: unknown) => {
        if (error instanceof LineChanged) return null
        throw error instanceof Temporary
          ? error
          : new Temporary('history_failed', `reading ${provider.name}'s history failed`, { cause: error })
      })
      // The same page once more, by what the line is now.
      if (!news) continue
      more = news.more
      if (news.received.length === 0 && news.cursor === cursor) continue
      const items: NewDelivery[] = []
      for (const { received, events } of await dropKnown(portal, carrier, news.received)) {
        const named = await findNames(received, events, line, { ...needs, country })
        items.push({ portalId, id: newId(needs.now().getTime()), lineId, received, named })
      }
      const isMine = await portal.transaction(async (tx) => {
        // Another process may have read the same page; then its cursor stands and its items are enough.
        if ((await holdCursor(tx, lineId)) !== cursor) return false
        for (const some of inPortions(items)) await storeReceived(tx, some)
        if (items.length > 0) needs.jobs.hint(tx, 'work-off-inbox', portalId)
        await storeCursor(tx, lineId, news.cursor)
        return true
      })
      if (!isMine) return undefined
      cursor = news.cursor
      if (items.length > 0) needs.log.info({ lineId, count: items.length }, "read from the provider's history")
    }
    return cursor
  }
}

function inPortions(items: NewDelivery[]): NewDelivery[][] {
  const portions: NewDelivery[][] = []
  let bytes = portion
  for (const item of items) {
    bytes += item.received.body.length
    if (bytes > portion) {
      portions.push([])
      bytes = item.received.body.length
    }
    portions.at(-1)!.push(item)
  }
  return portions
}
