import { Invalid, Permanent } from '../errors.ts'
import type { Lines } from '../providers/lines.ts'
import type { InboxItem } from '../store/inbox.ts'
import { isUnstorable } from '../store/is-unstorable.ts'
import type { ReadItem } from './read-item.ts'

/** A delivery with what it says. Throws `Invalid` where its line is gone, which hinders it until the line is back, or its bytes say nothing. */
export async function readDelivery(item: InboxItem, lines: Lines): Promise<ReadItem> {
  const carrier = lines.find(item.portalId, item.lineId)
  if (!carrier) {
    throw new Invalid('unknown_line', `the line ${item.lineId} is no longer configured`, {
      hindrance: `line:${item.lineId}`,
    })
  }
  return { item, line: carrier.line, events: await carrier.provider.read(item.received, carrier.line) }
}

/** What no database takes will never be taken. */
export function asFailure(error: unknown): unknown {
  return isUnstorable(error) ? new Permanent('unstorable', error.message, { cause: error }) : error
}
