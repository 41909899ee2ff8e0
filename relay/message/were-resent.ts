import type { WideDb } from '../store/database.ts'

/** Whether one of these messages was sent again more often than once. The caller holds their deliveries. */
export async function wereResent(
  tx: WideDb,
  messages: readonly { portalId: string; messageId: string }[],
): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from unnest($1::bigint[], $2::uuid[]) as x(portal_id, message_id)
     join message_event e on e.portal_id = x.portal_id and e.message_id = x.message_id and e.kind = 'resent'
     group by x.portal_id, x.message_id having count(*) > 1`,
    [messages.map(({ portalId }) => portalId), messages.map(({ messageId }) => messageId)],
  )
  return rows.length > 0
}
