import type { PortalDb } from '../store/database.ts'

/** Adds to a reply's story what a person took it for: an opt-out, or none. `by` is who said so. */
export async function tellDecision(
  tx: PortalDb,
  messageId: string,
  { optsOut, by }: { optsOut: boolean; by: string },
): Promise<void> {
  await tx.query(
    `with decided as (
       update message set consent = case when $3 then 'opted_out' end, changed_at = instant()
       where portal_id = $1 and id = $2 and direction = 'inbound' returning portal_id, id
     )
     insert into message_event (portal_id, message_id, at, kind, data)
     select portal_id, id, instant(), 'consent_decided', jsonb_build_object('outcome', case when $3 then 'opted_out' else 'none' end, 'by', $4::text)
     from decided`,
    [tx.portalId, messageId, optsOut, by],
  )
}
