import type { PortalDb } from '../store/database.ts'

/** Which message left a line under this id of its provider, whoever wrote it; null where none is known. */
export async function findOutbound(portal: PortalDb, lineId: string, providerId: string): Promise<string | null> {
  const [row] = await portal.query<{ id: string }>(
    `select id from message
     where portal_id = $1 and line_id = $2 and direction = 'outbound' and provider_id = $3
     union all
     select message_id from former_id where portal_id = $1 and line_id = $2 and provider_id = $3 limit 1`,
    [portal.portalId, lineId, providerId],
  )
  return row?.id ?? null
}
