import type { PortalDb } from '../store/database.ts'

/** What is mended, or what a person lets go on. Each member given narrows it down. */
export interface Released {
  hindrance?: string
  contactIds?: string[]
  messageIds?: string[]
}

/**
 * Entries of the timeline go on at once: of these contacts or messages, or what this hindrance held up, whether it was
 * parked or waited for its next try. Of a contact everything goes on, not only what was parked because it was gone: what
 * HubSpot refused meanwhile may have been refused for just that, in words of its own; where it was not, it is parked once
 * more. Answers how many go on; the caller has the timeline written.
 */
export async function releaseParked(portal: PortalDb, released: Released): Promise<number> {
  const values: unknown[] = [portal.portalId]
  const given = (value: unknown) => `$${values.push(value)}`
  const { hindrance, messageIds, contactIds } = released
  // A text for each case: a plan that served them all would read whatever is parked.
  const conditions = [
    hindrance === undefined
      ? `t.state = 'parked'`
      : `(t.state in ('parked', 'waiting') or (t.state = 'created' and t.written < t.wanted)) and t.hindrance = ${given(hindrance)}`,
    ...(messageIds ? [`t.message_id = any(${given(messageIds)}::uuid[])`] : []),
    ...(contactIds
      ? [
          `t.message_id in (select id from message where portal_id = $1 and contact_id = any(${given(contactIds)}::bigint[]))`,
        ]
      : []),
  ]
  const rows = await portal.query(
    `with held as (
       select t.message_id from timeline_entry t where t.portal_id = $1 and ${conditions.join(' and ')}
       order by t.message_id for update of t
     )
     update timeline_entry t set reason = null, hindrance = null, parked_at = null, attempts = 0, blocked = 0, due_at = instant(),
       state = case when t.state <> 'parked' then t.state when t.engagement_id is not null then 'created'
                    -- Of its creation nobody knows yet.
                    when t.batch_id is not null then 'creating' else 'waiting' end
     from held h where t.portal_id = $1 and t.message_id = h.message_id returning t.message_id`,
    values,
  )
  return rows.length
}
