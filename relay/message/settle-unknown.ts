import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { PortalDb } from '../store/database.ts'

/**
 * A person says what became of a message in doubt. Answers with its status then; null when the contact has no such
 * message, and the status it has when it is not in doubt (any more), in which case nothing changes.
 */
export async function settleUnknown(
  portal: PortalDb,
  settled: {
    contactId: string
    messageId: string
    outcome: 'sent' | 'not_sent'
    actor: Record<string, string>
    at: Date
    recordAt: Date
  },
): Promise<{ status: DeliveryStatus; changed: boolean } | null> {
  const { messageId } = settled
  const [held] = await portal.query<{ status: DeliveryStatus }>(
    `select m.status from delivery d join message m on m.portal_id = d.portal_id and m.id = d.message_id
     where d.portal_id = $1 and d.message_id = $2 and m.contact_id = $3 for update of d, m`,
    [portal.portalId, messageId, settled.contactId],
  )
  if (!held) return null
  if (held.status !== 'unknown') return { status: held.status, changed: false }
  const sent = settled.outcome === 'sent'
  const status: DeliveryStatus = sent ? 'sent' : 'failed'
  await portal.query(
    `with settled as (
       update delivery set state = 'done', lease_until = null where portal_id = $1 and message_id = $2
     ), moved as (
       update message set status = $3, changed_at = $4, error_code = $5, error_detail = $6, error_retryable = $7
       where portal_id = $1 and id = $2
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       values ($1, $2, $4, 'settled', jsonb_build_object('outcome', $8::text, 'actor', $9::jsonb))
     )
     update timeline_entry set wanted = wanted + 1, due_at = $10 where portal_id = $1 and message_id = $2`,
    [
      portal.portalId,
      messageId,
      status,
      settled.at,
      sent ? null : 'settled_not_sent',
      sent ? null : 'Somebody looked and said that this was not sent.',
      sent ? null : true,
      settled.outcome,
      settled.actor,
      settled.recordAt,
    ],
  )
  return { status, changed: true }
}
