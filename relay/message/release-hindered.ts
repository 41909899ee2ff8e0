import type { PortalDb } from '../store/database.ts'
import { releaseParked } from './release-parked.ts'

/** Before the id of any message. An expression in its place is no key to look up by, least of all under row-level security. */
const beforeAll = '00000000-0000-0000-0000-000000000000'

/**
 * What hindered is mended: up to `most` entries of the timeline that it held up go on at once, those behind the message `after`.
 * Answers with the last of them; null where there are no more.
 */
export async function releaseHindered(
  portal: PortalDb,
  some: { hindrance: string; after: string | null; most: number },
): Promise<string | null> {
  const rows = await portal.query<{ message_id: string }>(
    `select message_id from timeline_entry
     where portal_id = $1 and hindrance = $2 and message_id > $3 order by message_id limit $4`,
    [portal.portalId, some.hindrance, some.after ?? beforeAll, some.most],
  )
  const messageIds = rows.map((row) => row.message_id)
  if (messageIds.length > 0) await releaseParked(portal, { hindrance: some.hindrance, messageIds })
  return messageIds.length === some.most ? (messageIds.at(-1) ?? null) : null
}
