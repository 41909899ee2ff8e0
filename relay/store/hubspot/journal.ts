import type { WideDb } from '../database.ts'

/** How far the journal of our app was read. */
export interface JournalPlace {
  offset: string | null
  /** When its end was last reached. */
  readAt: Date | null
  subscribedAt: Date | null
  refused: string | null
}

/** One process that reads, for `lease` milliseconds by the database's clock from its last sign of life. */
export interface JournalReader {
  clientId: string
  by: string
  lease: number
}

/**
 * Takes the right to read. Null while another process has it, and before it is time to look again; `eager` asks without
 * waiting for that time.
 */
export async function claimJournal(db: WideDb, reader: JournalReader, eager: boolean): Promise<JournalPlace | null> {
  await db.query('insert into journal (client_id) values ($1) on conflict do nothing', [reader.clientId])
  const [row] = await db.query<{
    at_offset: string | null
    read_at: Date | null
    subscribed_at: Date | null
    refused: string | null
  }>(
    `update journal set reading_by = $2, reading_until = instant() + $3 * interval '1 millisecond'
     where client_id = $1 and (reading_until is null or reading_until < instant()) and (look_after <= instant() or $4)
     returning at_offset, read_at, subscribed_at, refused`,
    [reader.clientId, reader.by, reader.lease, eager],
  )
  if (!row) return null
  return { offset: row.at_offset, readAt: row.read_at, subscribedAt: row.subscribed_at, refused: row.refused }
}

/** What was brought up to here is stored. False where another process has the right by now. */
export async function moveJournal(
  db: WideDb,
  reader: JournalReader,
  to: { offset?: string; subscribedAt?: Date },
): Promise<boolean> {
  const rows = await db.query(
    `update journal set at_offset = coalesce($4, at_offset), subscribed_at = coalesce($5, subscribed_at),
       reading_until = instant() + $3 * interval '1 millisecond'
     where client_id = $1 and reading_by = $2 returning client_id`,
    [reader.clientId, reader.by, reader.lease, to.offset ?? null, to.subscribedAt ?? null],
  )
  return rows.length > 0
}

/** Gives the right back; nobody looks again for `pause` milliseconds. `readAt` is null where the end was not reached. */
export async function releaseJournal(
  db: WideDb,
  reader: JournalReader,
  left: { pause: number; refused: string | null; readAt: Date | null },
): Promise<void> {
  await db.query(
    `update journal set reading_by = null, reading_until = null, look_after = instant() + $3 * interval '1 millisecond',
       refused = $4, read_at = coalesce($5, read_at)
     where client_id = $1 and reading_by = $2`,
    [reader.clientId, reader.by, left.pause, left.refused, left.readAt],
  )
}
