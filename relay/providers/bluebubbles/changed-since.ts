import type { Line, ProviderContext } from '../provider.ts'
import { messageOf } from './message.ts'
import { query } from './query.ts'
import { serverInfo } from './server-info.ts'
import type { BlueBubblesSettings } from './settings.ts'

/** Changes given in one go. */
const most = 100
const page = 1000
const mostPages = 5
/** Only the date of a message has an index in Messages' database, and BlueBubbles itself looks no further back for changes. */
const lookBack = 7 * 24 * 3_600_000
const day = 24 * 3_600_000
/** Apple counts nanoseconds from here. */
const epoch = Date.UTC(2001, 0, 1)

/**
 * Rows of the last week that changed after this moment of the Mac's, the earliest change first. An edited message keeps its date, so the
 * columns of the changes themselves are asked: `date_edited` and `date_retracted`, which macOS has had since 13, and of our own
 * messages `date_delivered` and `date_read`.
 */
export async function changedSince(
  changed: number,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<{ rows: unknown[]; upTo: number; more: boolean }> {
  const { os_version: version } = await serverInfo(line, context)
  const later = (column: string) => `message.${column} >= :changedAt`
  const ours = `(message.is_from_me = 1 AND (${later('date_delivered')} OR ${later('date_read')}))`
  const edits = Number.parseInt(version ?? '', 10) >= 13 ? [later('date_edited'), later('date_retracted')] : []
  const where = [
    { statement: `(${[ours, ...edits].join(' OR ')})`, args: { changedAt: (changed + 1 - epoch) * 1_000_000 } },
  ]
  const after = Math.max(0, context.now().getTime() - lookBack)
  const found: { item: unknown; at: number }[] = []
  for (let offset = 0; offset < mostPages * page; offset += page) {
    const rows = await query({ where, after, sort: 'ASC', limit: page, offset }, line, context)
    const dated = rows.map((item) => ({ item, at: changeOf(item) }))
    // A time that is far from now would hide all changes before it.
    found.push(...dated.filter(({ at }) => at > changed && at <= context.now().getTime() + day))
    if (rows.length < page) break
  }
  found.sort((one, other) => one.at - other.at)
  // What bears the same moment belongs together, since the next look asks for what is later.
  const end = found.at(most - 1)?.at ?? Number.POSITIVE_INFINITY
  const taken = found.filter(({ at }) => at <= end)
  return { rows: taken.map(({ item }) => item), upTo: taken.at(-1)?.at ?? changed, more: taken.length < found.length }
}

/** When a row last changed; 0 for one that cannot be read. */
function changeOf(item: unknown): number {
  const message = messageOf(item)
  if (!message) return 0
  const { dateEdited, dateRetracted, dateDelivered, dateRead, isFromMe } = message
  return Math.max(dateEdited ?? 0, dateRetracted ?? 0, ...(isFromMe ? [dateDelivered ?? 0, dateRead ?? 0] : []))
}
