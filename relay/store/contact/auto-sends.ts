import { cutText } from '../../../contract/cut-text.ts'
import type { PortalDb } from '../database.ts'
import { storable } from '../storable.ts'

/** What is said of a contact of which HubSpot told that it is new. */
export interface AutoSendOutcome {
  state: 'waits' | 'sent' | 'not_sent'
  /** Why it waits or was not sent; null where nothing hinders it, or it was sent. */
  code: string | null
  words: string | null
  /** Whoever the contact is by now, where that is another. */
  became: string | null
  messageId: string | null
}

/** Characters of others' words that are kept. */
const mostWords = 500

/** These contacts were created. Answers with those that are still to be decided: what was decided stays so, however often it is told. */
export async function noteAutoSends(tx: PortalDb, contactIds: readonly string[]): Promise<string[]> {
  if (contactIds.length === 0) return []
  const rows = await tx.query<{ contact_id: string }>(
    `insert into auto_send (portal_id, contact_id)
     select distinct $1::bigint, contact_id from unnest($2::bigint[]) as x(contact_id) order by 2
     on conflict (portal_id, contact_id) do update set state = auto_send.state where auto_send.state = 'waits'
     returning contact_id`,
    [tx.portalId, contactIds],
  )
  return rows.map((row) => row.contact_id)
}

/** Whether it is decided, and milliseconds until so many have passed since it was told; null where nothing is noted of it. */
export async function readAutoSend(
  portal: PortalDb,
  contactId: string,
  delay: number,
): Promise<{ decided: boolean; wait: number } | null> {
  const [row] = await portal.query<{ decided: boolean; wait: number }>(
    `select state <> 'waits' as decided,
            greatest(0, extract(epoch from told_at - instant()) * 1000 + $3)::float8 as wait
     from auto_send where portal_id = $1 and contact_id = $2`,
    [portal.portalId, contactId, delay],
  )
  return row ?? null
}

/** How it stands from now on. Of whoever was forgotten meanwhile nothing is noted any more, and nothing is kept. */
export async function storeAutoSend(portal: PortalDb, contactId: string, outcome: AutoSendOutcome): Promise<void> {
  const { state, code, words, became, messageId } = outcome
  await portal.query(
    `update auto_send set state = $3, code = $4, words = $5, became = $6, message_id = $7,
       at = case when $3 = 'waits' then at else instant() end
     where portal_id = $1 and contact_id = $2 and state = 'waits'`,
    [
      ...[portal.portalId, contactId, state, code],
      ...[words === null ? null : storable(cutText(words, mostWords)), became, messageId],
    ],
  )
}

/** Of contacts that are forgotten nothing is kept. */
export async function eraseAutoSends(tx: PortalDb, contactIds: readonly string[]): Promise<void> {
  await tx.query(
    'delete from auto_send where portal_id = $1 and (contact_id = any($2::bigint[]) or became = any($2::bigint[]))',
    [tx.portalId, contactIds],
  )
}
