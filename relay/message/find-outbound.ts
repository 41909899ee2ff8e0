import type { PortalDb } from '../store/database.ts'
import { listed } from '../store/listed.ts'

/** Whether a message left each line under this id of its provider, whoever wrote it; in the order in which they are asked about. */
export async function findOutbound(
  portal: PortalDb,
  asked: readonly { lineId: string; providerId: string }[],
): Promise<boolean[]> {
  if (asked.length === 0) return []
  const rows = await portal.query<{ known: boolean }>(
    `select exists (
       select from message m where m.portal_id = $1 and m.line_id = x.line_id and m.direction = 'outbound'
         and m.provider_id = x.provider_id
     ) or exists (
       select from former_id f where f.portal_id = $1 and f.line_id = x.line_id and f.provider_id = x.provider_id
     ) as known
     from ${listed('$2', 'nth int, line_id text, provider_id text')} as x order by x.nth`,
    [
      portal.portalId,
      JSON.stringify(asked.map(({ lineId, providerId }, nth) => ({ nth, line_id: lineId, provider_id: providerId }))),
    ],
  )
  return rows.map(({ known }) => known)
}
