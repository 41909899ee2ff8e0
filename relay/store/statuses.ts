import type { DeliveryStatus } from '../../contract/delivery-status.ts'
import type { Db } from './database.ts'

/** What a provider says of a message of ours, named by our reference, by its own id, or by both. */
export interface StatusReport {
  portalId: string
  lineId: string
  reference: string | null
  providerId: string | null
  status: DeliveryStatus
  error: { code: string; detail: string } | null
  /** When it happened, by the provider's word. */
  at: Date
  now: Date
}

/**
 * Moves a message forward, settles a delivery in doubt, and lets the timeline know: a new entry is due at `recordAt`,
 * a change of one that stands there at `updateAt`.
 * `missing` when no such message is known (yet); `old` when the message is past that status already.
 */
export async function storeStatus(
  db: Db,
  report: StatusReport,
  timeline: { recordAt: Date; updateAt: Date },
): Promise<'moved' | 'old' | 'missing'> {
  const [row] = await db.query<{ known: boolean; moved: boolean }>(
    `with known as (
       select portal_id, id, status from message
       where portal_id = $1 and line_id = $2 and direction = 'outbound'
         and (id = $3::uuid or (provider_id = $4 and ($3::uuid is null or id = $3::uuid)))
       limit 1
     ), moved as (
       update message m set status = $5, changed_at = $9,
         provider_id = coalesce(m.provider_id, $4),
         error_code = $6, error_detail = $7, error_retryable = case when $6::text is null then null else false end
       from known k
       where m.portal_id = k.portal_id and m.id = k.id and moves_forward(m.status, $5)
       returning m.portal_id, m.id, m.channel, m.contact_id
     ), settled as (
       update delivery d set state = 'done', lease_until = null
       from known k where d.portal_id = k.portal_id and d.message_id = k.id
         and (d.state = 'unknown' or (d.state = 'sending' and $5 <> 'sending'))
     ), told as (
       insert into message_event (portal_id, message_id, at, kind, data)
       select portal_id, id, $9, $5, jsonb_strip_nulls(jsonb_build_object('code', $6::text, 'detail', $7::text, 'providerAt', $8::timestamptz))
       from moved
     ), recorded as (
       insert into timeline_entry (portal_id, message_id, object, state, due_at)
       select portal_id, id, case when channel = 'email' then 'emails' else 'communications' end, 'waiting', $11::timestamptz
       from moved where contact_id is not null and $5 <> 'sending'
       on conflict (portal_id, message_id) do update set wanted = timeline_entry.wanted + 1,
         due_at = case when timeline_entry.state = 'created' and timeline_entry.written = timeline_entry.wanted
                       then $10::timestamptz else timeline_entry.due_at end
     )
     select exists (select 1 from known) as known, exists (select 1 from moved) as moved`,
    [
      report.portalId,
      report.lineId,
      report.reference,
      report.providerId,
      report.status,
      report.error?.code ?? null,
      report.error?.detail ?? null,
      report.at,
      report.now,
      timeline.updateAt,
      timeline.recordAt,
    ],
  )
  if (!row?.known) return 'missing'
  return row.moved ? 'moved' : 'old'
}
