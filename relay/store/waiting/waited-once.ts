import type { WaitingKind } from '../../../contract/waiting.ts'
import type { PortalDb } from '../database.ts'

const rows: Record<WaitingKind, string> = {
  reply: `select contact_id is null and dismissed_at is not null as dismissed from message
    where portal_id = $1 and id = $2::uuid and direction = 'inbound' and address <> ''`,
  aside: `select contact_id is null and dismissed_at is not null as dismissed from message
    where portal_id = $1 and id = $2::uuid and direction = 'inbound' and address <> ''`,
  consent: `select exists (select from message_event e where e.portal_id = m.portal_id and e.message_id = m.id
      and e.kind = 'consent_decided' and e.data ->> 'outcome' = 'none') as dismissed
    from message m where portal_id = $1 and id = $2::uuid and direction = 'inbound' and address <> ''`,
  inbox: `select done_at is not null and parked is not null as dismissed from inbox where portal_id = $1 and id = $2::uuid`,
  event: `select done_at is not null and parked is not null as dismissed from hubspot_event where portal_id = $1 and id = $2::uuid`,
  entry: `select false as dismissed from message where portal_id = $1 and id = $2::uuid`,
  task: `select false as dismissed from task where portal_id = $1 and kind || '/' || key = $2`,
  message: `select exists (select from message_event e where e.portal_id = m.portal_id and e.message_id = m.id
      and e.kind = 'dismissed') as dismissed
    from message m where portal_id = $1 and id = $2::uuid and direction = 'outbound'`,
}

/** Of what does not wait: whether it is there at all, and whether a person has dismissed it. Null where it is not there. */
export async function waitedOnce(
  portal: PortalDb,
  kind: WaitingKind,
  key: string,
): Promise<{ dismissed: boolean } | null> {
  const [row] = await portal.query<{ dismissed: boolean }>(rows[kind], [portal.portalId, key])
  return row ?? null
}
