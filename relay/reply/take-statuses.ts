import type { Logger } from 'pino'
import type { Db } from '../store/database.ts'
import { storeStatuses } from '../store/statuses.ts'
import type { ReadItem, Times } from './read-item.ts'

/** A status whose message is not known yet may only be early; after this it is somebody else's. Milliseconds. */
const earlyFor = 600_000

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Moves messages on; answers with the deliveries that came before their message, and whether anything moved. */
export async function takeStatuses(
  tx: Db,
  portalId: string,
  open: ReadItem[],
  times: Times,
  log: Logger,
): Promise<{ early: Set<string>; moved: boolean }> {
  const asked = open.flatMap(({ item, line, events }) =>
    events.flatMap((event) => (event.kind === 'status' ? [{ item, line, event }] : [])),
  )
  const early = new Set<string>()
  if (asked.length === 0) return { early, moved: false }
  const reports = asked.map(({ line, event }) => ({
    lineId: line.id,
    reference: event.reference && isUuid.test(event.reference) ? event.reference : null,
    providerId: event.providerId ?? null,
    status: event.status,
    error: event.error ?? null,
    at: event.at,
  }))
  const results = await storeStatuses(tx, portalId, reports, times)
  for (const [index, { item, line, event }] of asked.entries()) {
    if (results[index] !== 'missing') continue
    // The provider may be quicker than our own note of its answer.
    if (times.now.getTime() - item.at.getTime() < earlyFor) early.add(item.id)
    else
      log.warn(
        { lineId: line.id, providerId: event.providerId },
        'status of a message this relay never sent; left alone',
      )
  }
  return { early, moved: results.includes('moved') }
}
