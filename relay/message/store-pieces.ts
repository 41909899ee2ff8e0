import type { PortalDb } from '../store/database.ts'

/**
 * Keeps the other ids of a message that left its line in several, beside those of attempts that are over: what comes back under them is
 * no message of its own.
 */
export async function storePieces(
  portal: PortalDb,
  { messageId, lineId, pieces }: { messageId: string; lineId: string; pieces: readonly string[] },
): Promise<void> {
  await portal.query(
    `insert into former_id (portal_id, line_id, provider_id, message_id)
     select $1, $2, unnest($3::text[]), $4 on conflict do nothing`,
    [portal.portalId, lineId, pieces, messageId],
  )
}
