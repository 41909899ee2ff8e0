import type { Account } from '../account/account.ts'
import { Permanent } from '../errors.ts'
import type { PortalDb } from '../store/database.ts'
import { readRaw, storeEvents, type OpenEvent } from '../store/hubspot/hubspot-events.ts'
import type { Jobs } from '../store/jobs/jobs.ts'
import { asStored } from './as-stored.ts'
import { readEvent } from './read-event.ts'

/**
 * A person has what could not be read tried again, after an update that may read it: then it becomes the event that it is. Answers what
 * still cannot be read, and why.
 */
export async function readAgain(
  tx: PortalDb,
  events: OpenEvent[],
  needs: { account: Account; jobs: Pick<Jobs, 'hint'>; now: () => Date },
): Promise<[OpenEvent, Error][]> {
  if (events.length === 0) return []
  const { portalId } = tx
  const raw = await readRaw(
    tx,
    events.map(({ id }) => id),
  )
  const unread: [OpenEvent, Error][] = []
  for (const event of events) {
    const bytes = raw.get(event.id) ?? new Uint8Array()
    const read = readEvent(bytes, { own: portalId, now: needs.now() })
    if ('unreadable' in read) unread.push([event, new Permanent('unreadable_event', read.unreadable)])
    else if ('event' in read && read.event.portalId === portalId) {
      await storeEvents(tx, [asStored(read, { account: needs.account, bytes })])
      needs.jobs.hint(tx, 'take-events', portalId)
    }
  }
  return unread
}
