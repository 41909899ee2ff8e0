import type { PortalDb } from '../store/database.ts'

/** Whether one of these provider ids is that of a message of the line that is here, from either side. */
export async function isKnown(portal: PortalDb, lineId: string, providerIds: readonly string[]): Promise<boolean> {
  if (providerIds.length === 0) return false
  const rows = await portal.query(
    `select 1 from message
     where portal_id = $1 and line_id = $2 and direction in ('outbound', 'inbound') and provider_id = any($3::text[]) limit 1`,
    [portal.portalId, lineId, providerIds],
  )
  return rows.length > 0
}
