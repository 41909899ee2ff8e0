import { Invalid, Permanent, Temporary } from '../errors.ts'
import type { AccountLines } from '../account/account.ts'
import type { LineOfProvider } from '../providers/lines.ts'
import type { ProviderEvent } from '../providers/provider.ts'
import type { PortalDb } from '../store/database.ts'
import type { InboxItem } from '../store/inbox/inbox.ts'
import { judgeFailure } from '../store/judge-failure.ts'
import { readLineStates } from '../store/line/line-states.ts'
import type { ReadItem } from './read-item.ts'

/**
 * The line that a delivery came by. Throws `Invalid` where that is gone, which hinders it until the line is back; `Temporary` where
 * another relay has it, which this one does not know yet or any more.
 */
export async function carrierOf(portal: PortalDb, item: InboxItem, lines: AccountLines): Promise<LineOfProvider> {
  const { lineId } = item
  const carrier = lines.find(lineId)
  if (carrier) return carrier
  const hindrance = `line:${lineId}`
  if ((await readLineStates(portal)).has(lineId)) {
    throw new Temporary('line_elsewhere', `this relay does not know the line ${lineId}, another one does`, {
      hindrance,
    })
  }
  throw new Invalid('unknown_line', `the line ${lineId} is no longer configured`, { hindrance })
}

/** A delivery with what it says. Throws `Invalid` where its bytes say nothing. */
export async function readDelivery(item: InboxItem, { line, provider }: LineOfProvider): Promise<ReadItem> {
  const read = await provider.read(item.received, line)
  const events = provider.claimedSenders ? read.map(claimed) : read
  return { item, line, events, takesOnce: provider.idempotent && !provider.renews }
}

/** Nobody vouches for a sender where nothing is said of them. */
function claimed(event: ProviderEvent): ProviderEvent {
  return event.kind === 'reply' || event.kind === 'reaction' ? { ...event, proof: event.proof ?? 'none' } : event
}

/** What no database takes will never be taken. */
export function asFailure(error: unknown): unknown {
  if (judgeFailure(error) !== 'unstorable') return error
  return new Permanent('unstorable', (error as Error).message, { cause: error })
}
