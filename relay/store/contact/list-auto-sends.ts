import type { PortalDb } from '../database.ts'
import type { AutoSendOutcome } from './auto-sends.ts'

/** What became of one contact. */
export interface ListedAutoSend extends AutoSendOutcome {
  contactId: string
  /** Since when it stands so. */
  at: Date
  /** When it is looked at next; null where it does not wait, or waits for a person. */
  until: Date | null
}

/** The newest first, `after` one of them where it is given. What a person dismissed is decided by that. */
export async function listAutoSends(
  portal: PortalDb,
  { after, limit }: { after: { at: Date; contactId: string } | null; limit: number },
): Promise<ListedAutoSend[]> {
  return portal.query<ListedAutoSend & Record<string, unknown>>(
    `select a.contact_id as "contactId", a.at, a.became, a.message_id as "messageId",
       case when a.state = 'waits' and t.key is null then 'not_sent' else a.state end as state,
       case when a.state = 'waits' and t.key is null then 'dismissed'
            when t.parked_at is not null then coalesce(a.code, 'parked') else a.code end as code,
       case when a.state = 'waits' and t.key is null then 'A person put it aside.'
            when t.parked_at is not null then coalesce(t.trouble, a.words) else a.words end as words,
       case when a.state = 'waits' and t.parked_at is null then t.due_at end as until
     from auto_send a
     left join task t on a.state = 'waits' and t.portal_id = a.portal_id and t.kind = 'auto-send' and t.key = a.contact_id::text
     where a.portal_id = $1 and ($2::timestamptz is null or (a.at, a.contact_id) < ($2, $3::bigint))
     order by a.at desc, a.contact_id desc limit $4`,
    [portal.portalId, after?.at ?? null, after?.contactId ?? null, limit],
  )
}
