import { Permanent, Temporary } from '../../errors.ts'
import { membersOf } from '../members.ts'
import { oddOnce } from '../odd-once.ts'
import type { Line, ProviderContext, Received } from '../provider.ts'
import { changedSince } from './changed-since.ts'
import { awaitsFiles, contentOf } from './content-of.ts'
import { cursor, type Place } from './cursor.ts'
import { messageOf } from './message.ts'
import { query } from './query.ts'
import type { BlueBubblesSettings } from './settings.ts'

/** Rows looked at in one go. */
const page = 100
const lookBack = 7 * 24 * 3_600_000
/** The Mac's clock may be behind ours by this much when changes are looked for the first time. */
const skew = 300_000
/** So many messages may wait for their files, each for a day. */
const mostAwaited = 10
const awaitedFor = 24 * 3_600_000

type History = { received: Received[]; cursor: string; more: boolean }

/**
 * What came to the Mac since the cursor, by row: a message that arrives late bears an old date, but never an old row. When all rows are
 * read, what changed of older ones: edited, taken back, delivered, read, completed with files. Each item is what its webhook would
 * have said; one that cannot be read goes along as it is and holds nothing up.
 */
export async function since(
  from: string | null,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<History> {
  const now = context.now().getTime()
  const newest = last(await query({ sort: 'DESC', limit: 25 }, line, context))
  const place = cursor.read(oddOnce(from, []).from, now - skew)
  if (!place) {
    return { received: [], cursor: cursor.write({ row: newest, changed: now - skew, awaited: [] }), more: false }
  }
  if (newest < place.row) {
    // Another database: the Mac was replaced or Messages set up anew. Ids make what is known already harmless.
    const found = await query({ after: now - lookBack, sort: 'ASC', limit: 1000 }, line, context)
    return {
      received: items('new-message', found),
      cursor: cursor.write({ ...place, row: newest, awaited: [] }),
      more: false,
    }
  }
  const end = place.row + page
  const where = [
    { statement: 'message.ROWID > :startRowId', args: { startRowId: place.row } },
    { statement: 'message.ROWID <= :endRowId', args: { endRowId: end } },
  ]
  const found = await query({ where, sort: 'ASC', limit: page }, line, context)
  const rows = found.filter((item) => rowId(item) > 0)
  const { fresh, cursorWith } = oddOnce(
    from,
    found.filter((item) => rowId(item) === 0),
  )
  const awaited = [...place.awaited, ...rows.filter(isIncomplete).map(rowId)].slice(-mostAwaited)
  const received = items('new-message', [...rows, ...fresh])
  if (newest > end) return { received, cursor: cursorWith(cursor.write({ ...place, row: end, awaited })), more: true }
  const change = await older({ ...place, awaited }, line, context)
  const next = { row: Math.max(newest, last(rows)), changed: change.upTo, awaited: change.awaited }
  return { received: [...received, ...change.received], cursor: cursorWith(cursor.write(next)), more: change.more }
}

/** What changed of rows that were read before. New rows never wait for this: an older macOS may lack what is asked, and the next look asks again. */
async function older(
  place: Place,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<{ received: Received[]; upTo: number; awaited: readonly number[]; more: boolean }> {
  const changes = await changedSince(place.changed, line, context).catch((error: unknown) => {
    context.note?.(unasked(error))
    return { rows: [], upTo: place.changed, more: false }
  })
  const late = await completed(place, line, context).catch((error: unknown) => {
    context.note?.(unasked(error))
    return { rows: [], awaited: place.awaited }
  })
  // What is new is told as it is by its row.
  const known = [...changes.rows, ...late.rows].filter((item) => rowId(item) <= place.row)
  return { received: items('updated-message', known), upTo: changes.upTo, awaited: late.awaited, more: changes.more }
}

/** The code of a refusal; anything else is our own mistake. */
function unasked(error: unknown): string {
  if (error instanceof Permanent || error instanceof Temporary) return error.code
  throw error
}

async function completed(
  { awaited }: Place,
  line: Line<BlueBubblesSettings>,
  context: ProviderContext,
): Promise<{ rows: unknown[]; awaited: readonly number[] }> {
  if (awaited.length === 0) return { rows: [], awaited: [] }
  const where = [{ statement: `message.ROWID IN (${awaited.join(', ')})`, args: {} }]
  const found = await query({ where, sort: 'ASC', limit: mostAwaited }, line, context)
  const oldest = context.now().getTime() - awaitedFor
  return {
    rows: found.filter((item) => !isIncomplete(item)),
    awaited: found
      .filter((item) => isIncomplete(item) && (messageOf(item)?.dateCreated ?? 0) > oldest)
      .map(rowId)
      .filter((id) => id > 0),
  }
}

/** Did a person send something of which not all is there? */
function isIncomplete(item: unknown): boolean {
  const message = messageOf(item)
  return message !== undefined && !message.isFromMe && (awaitsFiles(message) || contentOf(message).provisional)
}

function items(type: string, rows: readonly unknown[]): Received[] {
  return [...rows]
    .sort((one, other) => rowId(one) - rowId(other))
    .map((data) => ({ origin: 'history', headers: {}, body: Buffer.from(JSON.stringify({ type, data })) }))
}

/** 0 where it is not told. */
function rowId(item: unknown): number {
  return membersOf(item).number('originalROWID') ?? 0
}

function last(rows: readonly unknown[]): number {
  return Math.max(0, ...rows.map(rowId))
}
