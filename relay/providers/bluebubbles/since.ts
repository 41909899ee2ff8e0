import type { Line, ProviderContext, Received } from '../provider.ts'
import type { Message } from './message.ts'
import { query } from './query.ts'
import type { BlueBubblesSettings } from './settings.ts'

/** Rows looked at in one go. */
const page = 100
const lookBack = 7 * 24 * 3_600_000

/**
 * What came to the Mac since the cursor, which is a row id: a message that arrives late bears an old date, but never an
 * old row. Each item is what its webhook would have said.
 */
export async function since(
  cursor: string | null,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; cursor: string; more: boolean }> {
  const newest = last(await query({ sort: 'DESC', limit: 25 }, line, context))
  const above = Number(cursor ?? newest)
  if (cursor === null || !Number.isSafeInteger(above)) {
    return { received: [], cursor: String(newest), more: false }
  }
  if (newest < above) {
    // Another database: the Mac was replaced or Messages set up anew. Ids make what is known already harmless.
    const after = context.now().getTime() - lookBack
    const found = await query({ after, sort: 'ASC', limit: 1000 }, line, context)
    return { received: inOrder(found), cursor: String(newest), more: false }
  }
  const end = above + page
  const found = await query({ rows: { above, upTo: end }, sort: 'ASC', limit: page }, line, context)
  const more = newest > end
  return { received: inOrder(found), cursor: String(more ? end : Math.max(newest, last(found))), more }
}

function inOrder(rows: readonly Message[]): Received[] {
  return [...rows]
    .sort((one, other) => (one.originalROWID ?? 0) - (other.originalROWID ?? 0))
    .map((data) => ({
      origin: 'history',
      headers: {},
      body: Buffer.from(JSON.stringify({ type: 'new-message', data })),
    }))
}

function last(rows: readonly Message[]): number {
  return Math.max(0, ...rows.map(({ originalROWID }) => originalROWID ?? 0))
}
